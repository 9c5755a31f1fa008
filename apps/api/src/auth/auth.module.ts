import { Module } from '@nestjs/common';
import { AuthController } from './auth.controller.js';
import { JoinController } from './join.controller.js';
import { SessionController } from './session.controller.js';

@Module({ controllers: [AuthController, JoinController, SessionController] })
export class AuthModule {}
