import { Module } from '@nestjs/common';
import { BatchesController } from './batches.controller.js';
import { ReadingsController } from './readings.controller.js';

@Module({ controllers: [ReadingsController, BatchesController] })
export class ReadingsModule {}
