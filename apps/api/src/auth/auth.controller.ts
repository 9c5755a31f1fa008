import { Body, Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AUTH } from '../engines.js';
import { Answers } from '../http/api-doc.js';
import { answerWithAuth } from './answer-with-auth.js';
import type { Auth } from './create-auth.js';

const credentialsSchema = z.object({ email: z.string().max(320), password: z.string().max(128) });
const newPasswordSchema = z.object({
  currentPassword: z.string().max(128),
  newPassword: z.string().min(8).max(128),
  revokeOtherSessions: z.boolean().default(true),
});
const userAnswerSchema = z.object({
  user: z.object({ id: z.string(), email: z.string(), name: z.string() }),
});
const sessionAnswerSchema = userAnswerSchema.nullable();
const signedOutSchema = z.object({ success: z.boolean() });

/** The routes of the auth library that are in use, one by one: what is not named here cannot be reached. */
@ApiTags('auth')
@Controller('api/auth')
export class AuthController {
  constructor(@Inject(AUTH) private readonly auth: Auth) {}

  @Post('sign-in/email')
  @Answers('Signs in; the session is in the cookie', userAnswerSchema)
  signIn(
    @Body({ schema: credentialsSchema }) body: z.output<typeof credentialsSchema>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    return answerWithAuth(this.auth, { body, answer: userAnswerSchema }, request, reply);
  }

  @Post('sign-out')
  @Answers('Ends the session', signedOutSchema)
  signOut(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return answerWithAuth(this.auth, { body: null, answer: signedOutSchema }, request, reply);
  }

  @Get('get-session')
  @Answers('The session of the cookie, or null', sessionAnswerSchema)
  getSession(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return answerWithAuth(this.auth, { body: null, answer: sessionAnswerSchema }, request, reply);
  }

  @Post('change-password')
  @Answers('Changes the password of who is signed in', userAnswerSchema)
  changePassword(
    @Body({ schema: newPasswordSchema }) body: z.output<typeof newPasswordSchema>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    return answerWithAuth(this.auth, { body, answer: userAnswerSchema }, request, reply);
  }
}
