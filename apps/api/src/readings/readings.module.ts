import { Module } from '@nestjs/common';
import { AttemptsController } from './attempts.controller.js';
import { BatchesController } from './batches.controller.js';
import { OriginalsController } from './originals.controller.js';
import { ReadingsController } from './readings.controller.js';

@Module({ controllers: [ReadingsController, OriginalsController, AttemptsController, BatchesController] })
export class ReadingsModule {}
