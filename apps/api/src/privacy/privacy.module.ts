import { Module } from '@nestjs/common';
import { RevealsController } from './reveals.controller.js';

@Module({ controllers: [RevealsController] })
export class PrivacyModule {}
