import { Module } from '@nestjs/common';
import { ErrorGroupsController } from './error-groups.controller.js';

@Module({ controllers: [ErrorGroupsController] })
export class ErrorGroupsModule {}
