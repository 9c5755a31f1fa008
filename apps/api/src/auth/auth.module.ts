import { Module } from '@nestjs/common';
import { AuthController } from './auth.controller.js';
import { SessionController } from './session.controller.js';

@Module({ controllers: [AuthController, SessionController] })
export class AuthModule {}
