import { Controller, Post, Req } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiParam, ApiTags } from '@nestjs/swagger';
import { type IngestAnswer, ingestAnswerSchema } from '@turnaway/contracts';
import type { FastifyRequest } from 'fastify';
import { Answers } from '../http/api-doc.js';
import { wireFormatOf } from './dialect/wire-format.js';
import { bodyOf, Intake } from './intake.js';

const anyBody = { description: 'Logs, in any form', schema: { type: 'string', format: 'binary' } };

/** Takes files that people drop on a feed's page: what a sender posts, from somebody who is signed in. */
@ApiTags('ingest')
@Controller('api/feeds/:id/uploads')
export class UploadsController {
  constructor(private readonly intake: Intake) {}

  @Post()
  @RouteConfig({ upload: true, rawBody: true })
  @ApiParam({ name: 'id', schema: { type: 'string' } })
  @ApiBody(anyBody)
  @Answers(
    'Stores a batch of logs for a feed, to be counted soon; needs no ingest key',
    ingestAnswerSchema,
    202,
  )
  async upload(@Req() request: FastifyRequest): Promise<IngestAnswer> {
    const body = bodyOf(request);
    const wireFormat = wireFormatOf(request.wire?.contentType ?? null, body);
    const { batchId, status } = await this.intake.take(request, { wireFormat });
    return { batchId, status };
  }
}
