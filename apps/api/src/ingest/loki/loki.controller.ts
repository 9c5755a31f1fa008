import { Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiExcludeEndpoint, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Answers } from '../../http/api-doc.js';
import type { Refusal, WrittenRefusal } from '../../http/refusal.js';
import { lookAtBody } from '../dialect/look-at-body.js';
import { snappyUnder } from '../dialect/wire-format.js';
import { Intake } from '../intake.js';

const route = { ingest: true, rawBody: true, dialect: 'loki', refusal: writeLokiRefusal } as const;

/** Loki's push API, and the address that its senders ask whether it is up. */
@ApiTags('ingest')
@Controller()
export class LokiController {
  constructor(private readonly intake: Intake) {}

  @Post(['loki/api/v1/push', 'api/prom/push'])
  @RouteConfig(route)
  @ApiBody({
    description: 'Streams of lines, as JSON or as protobuf behind Snappy',
    schema: { type: 'object' },
  })
  @Answers('Stores lines that are pushed as to Loki', null, 204)
  async push(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    const contentEncoding = request.admission?.contentEncoding ?? null;
    await this.intake.take(
      request,
      lookAtBody(request).form === 'json'
        ? { wireFormat: 'text' }
        : { wireFormat: 'loki-protobuf', contentEncoding: snappyUnder(contentEncoding) },
    );
    reply.status(204);
  }

  @Get(['ready', 'loki/ready'])
  @RouteConfig({ ...route, keyOptional: true, needsRoom: true })
  @HttpCode(200)
  @ApiExcludeEndpoint()
  ready(@Res({ passthrough: true }) reply: FastifyReply): string {
    reply.type('text/plain; charset=utf-8');
    return 'ready\n';
  }
}

/** Loki refuses in plain text, and its senders log the first line of it. */
function writeLokiRefusal({ problem }: Refusal): WrittenRefusal {
  const { status, detail, title } = problem;
  return { status, contentType: 'text/plain; charset=utf-8', body: `${detail ?? title}\n` };
}
