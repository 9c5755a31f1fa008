import { Module } from '@nestjs/common';
import { IngestController } from './ingest.controller.js';
import { Intake } from './intake.js';

@Module({ controllers: [IngestController], providers: [Intake], exports: [Intake] })
export class IngestModule {}
