import { Controller, Inject, Post, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import type { Db } from '@turnaway/db';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { DB } from '../../engines.js';
import { Answers } from '../../http/api-doc.js';
import { ProblemException } from '../../http/problem.js';
import { type BodyLook, lookAtBody } from '../dialect/look-at-body.js';
import { Intake } from '../intake.js';
import { createFeedTrouble, type FeedTrouble } from './feed-trouble.js';
import { otlpEncodingOf, writeOtlpRefusal, writeOtlpTaken } from './otlp-answer.js';

const takenSchema = z.object({
  partialSuccess: z.object({ rejectedLogRecords: z.string(), errorMessage: z.string() }).optional(),
});
/** Field 1, with a length: all that a request has. */
const firstByte = 0x0a;

/** OTLP over HTTP, for logs; at Loki's address for it as well. */
@ApiTags('ingest')
@Controller(['v1/logs', 'otlp/v1/logs'])
export class OtlpController {
  private readonly trouble: FeedTrouble;

  constructor(
    private readonly intake: Intake,
    @Inject(DB) db: Db,
  ) {
    this.trouble = createFeedTrouble(db);
  }

  @Post()
  @RouteConfig({ ingest: true, rawBody: true, dialect: 'otlp', refusal: writeOtlpRefusal })
  @ApiBody({ description: 'ExportLogsServiceRequest, as JSON or protobuf', schema: { type: 'object' } })
  @Answers('Stores log records that come by OTLP', takenSchema)
  async export(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const encoding = otlpEncodingOf(request);
    const look = lookAtBody(request);
    reply.status(200).type(encoding);
    if (bringsNothing(look)) return writeOtlpTaken(encoding, null);
    refuseOtherData(look);
    const wireFormat = look.form === 'json' ? 'text' : 'otlp-protobuf';
    const stored = await this.intake.take(request, { wireFormat });
    return writeOtlpTaken(encoding, await this.trouble.find(request, stored));
  }
}

/** A request without records is none too few: exporters send it to try an address. */
function bringsNothing({ form, whole }: BodyLook): boolean {
  return form === 'empty' || (whole !== null && /^\s*\{\s*\}\s*$/.test(whole));
}

/** What is no request for logs at all is told so, as far as the first kilobytes show it. */
function refuseOtherData({ form, head, whole }: BodyLook): void {
  const isOther = form === 'other' && head.length > 0 && head[0] !== firstByte;
  if (isOther) throw badData('The body is no ExportLogsServiceRequest, neither as protobuf nor as JSON.');
  if (form === 'json' && whole !== null && !whole.includes('"resourceLogs"')) {
    throw badData(
      'The body has no "resourceLogs". This address takes logs; traces and metrics are not read.',
    );
  }
}

function badData(detail: string): ProblemException {
  return new ProblemException(400, 'no-otlp-logs', detail);
}
