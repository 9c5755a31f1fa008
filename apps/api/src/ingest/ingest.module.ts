import { Module } from '@nestjs/common';
import { IngestController } from './ingest.controller.js';
import { IngestRequestsController } from './ingest-requests.controller.js';
import { Intake } from './intake.js';

@Module({
  controllers: [IngestController, IngestRequestsController],
  providers: [Intake],
  exports: [Intake],
})
export class IngestModule {}
