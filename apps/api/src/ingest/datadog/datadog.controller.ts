import { Controller, Get, Post, Req } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiExcludeEndpoint, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Answers } from '../../http/api-doc.js';
import type { Refusal, WrittenRefusal } from '../../http/refusal.js';
import { lookAtBody } from '../dialect/look-at-body.js';
import { Intake } from '../intake.js';

const route = { ingest: true, rawBody: true, dialect: 'datadog', refusal: writeDatadogRefusal } as const;
const emptySchema = z.strictObject({});

/** Datadog's intake for logs: version 2, and the one before that older senders use. */
@ApiTags('ingest')
@Controller()
export class DatadogController {
  constructor(private readonly intake: Intake) {}

  @Post('api/v2/logs')
  @RouteConfig(route)
  @ApiBody({ description: 'One log or a list of logs', schema: { type: 'object' } })
  @Answers('Stores logs that are sent as to Datadog', emptySchema, 202)
  send(@Req() request: FastifyRequest): Promise<object> {
    return this.take(request);
  }

  @Post(['v1/input', 'v1/input/:key'])
  @RouteConfig(route)
  @ApiBody({ description: 'One log or a list of logs', schema: { type: 'object' } })
  @Answers('The same for senders that know version 1', emptySchema, 200)
  sendByVersion1(@Req() request: FastifyRequest): Promise<object> {
    return this.take(request);
  }

  @Get('api/v1/validate')
  @RouteConfig(route)
  @ApiExcludeEndpoint()
  validate(): object {
    return { valid: true };
  }

  private async take(request: FastifyRequest): Promise<object> {
    const { whole } = lookAtBody(request);
    // Agents send an empty object or list to see whether the address answers.
    if (whole === null || !/^\s*(?:\{\s*\}|\[\s*\])\s*$/.test(whole)) await this.intake.take(request);
    return {};
  }
}

/** Errors as version 2 writes them. A key that is none of ours is forbidden, one that is missing is asked for. */
function writeDatadogRefusal({ problem, kind }: Refusal): WrittenRefusal {
  const isForbidden = kind === 'ingest-key-unknown' || kind === 'feed-disabled';
  const status = isForbidden ? 403 : problem.status;
  const title = isForbidden ? 'Forbidden' : problem.title;
  const error = { status: String(status), title, detail: problem.detail ?? title };
  return { status, contentType: 'application/json', body: JSON.stringify({ errors: [error] }) };
}
