import { Controller, Get, HttpCode, Options, Post, Put, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type IngestAnswer, ingestAnswerSchema } from '@turnaway/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Answers } from '../http/api-doc.js';
import { Intake } from './intake.js';

const hintSchema = z.object({ ready: z.literal(true), hint: z.string() });
const paths = ['ingest', 'ingest/:key'];
const ingestRoute = { rawBody: true, ingest: true };
const anyBody = { description: 'Logs, in any form', schema: { type: 'string', format: 'binary' } };

/** Takes logs in. Nothing is parsed here: bytes are stored, a pointer is enqueued, the sender is answered. */
@ApiTags('ingest')
@Controller(paths)
export class IngestController {
  constructor(private readonly intake: Intake) {}

  @Post()
  @RouteConfig(ingestRoute)
  @ApiBody(anyBody)
  @Answers('Stores a batch of logs, to be counted soon', ingestAnswerSchema, 202)
  post(@Req() request: FastifyRequest): Promise<IngestAnswer> {
    return this.take(request);
  }

  @Put()
  @RouteConfig(ingestRoute)
  @ApiBody(anyBody)
  @Answers('The same as POST, for senders that put', ingestAnswerSchema, 202)
  put(@Req() request: FastifyRequest): Promise<IngestAnswer> {
    return this.take(request);
  }

  @Get()
  @RouteConfig({ ingest: true })
  @Answers('Says that the key is right; for the health checks of senders', hintSchema)
  check(): z.output<typeof hintSchema> {
    return { ready: true, hint: 'The key is right. Send logs to this address with POST.' };
  }

  @Options()
  @RouteConfig({ ingest: true })
  @ApiOperation({ summary: 'Names the methods' })
  @HttpCode(204)
  options(@Res({ passthrough: true }) reply: FastifyReply): void {
    reply.header('allow', 'GET, HEAD, POST, PUT, OPTIONS');
  }

  private async take(request: FastifyRequest): Promise<IngestAnswer> {
    const { batchId, status } = await this.intake.take(request);
    return { batchId, status };
  }
}
