import { Controller, Get, Options, Post, Put, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ingestAnswerSchema } from '@turnaway/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Answers } from '../http/api-doc.js';
import {
  answerFirstRequest,
  answerOktaChallenge,
  answerOriginRequest,
  type Handshake,
} from './dialect/handshakes.js';
import { headOf } from './dialect/head-of.js';
import { recognizeDialect } from './dialect/recognize-dialect.js';
import { snappyUnder, wireFormatOf } from './dialect/wire-format.js';
import { firehoseRequestId, writePlainRefusal, writeTaken } from './dialect/write-answer.js';
import { bodyOf, Intake } from './intake.js';
import { noteWire } from './wire.js';

const hintSchema = z.object({ ready: z.literal(true), hint: z.string() });
const paths = ['ingest', 'ingest/:key'];
const checkRoute = { ingest: true, refusal: writePlainRefusal };
const takeRoute = { ...checkRoute, rawBody: true };
const anyBody = { description: 'Logs, in any form', schema: { type: 'string', format: 'binary' } };

/**
 * Takes logs in from any sender at one address, and answers each in its own words. Nothing is parsed here: bytes
 * are stored, a pointer is enqueued, the sender is answered. Only what asks a question is looked into.
 */
@ApiTags('ingest')
@Controller(paths)
export class IngestController {
  constructor(private readonly intake: Intake) {}

  @Post()
  @RouteConfig(takeRoute)
  @ApiBody(anyBody)
  @Answers('Stores a batch of logs, to be counted soon', ingestAnswerSchema, 202)
  post(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<unknown> {
    return this.take(request, reply);
  }

  @Put()
  @RouteConfig(takeRoute)
  @ApiBody(anyBody)
  @Answers('The same as POST, for senders that put', ingestAnswerSchema, 202)
  put(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<unknown> {
    return this.take(request, reply);
  }

  @Get()
  @RouteConfig(checkRoute)
  @Answers('Says that the key is right; for the health checks of senders', hintSchema)
  check(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): unknown {
    const challenge = answerOktaChallenge(request.headers);
    if (challenge !== null) return shake(challenge, request, reply);
    return { ready: true, hint: 'The key is right. Send logs to this address with POST.' };
  }

  @Options()
  @RouteConfig(checkRoute)
  @ApiOperation({ summary: 'Names the methods, and lets senders of CloudEvents send' })
  options(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): unknown {
    const allowance = answerOriginRequest(request.headers);
    if (allowance !== null) return shake(allowance, request, reply);
    reply.status(204).header('allow', 'GET, HEAD, POST, PUT, OPTIONS');
    return undefined;
  }

  private async take(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const { wire, headers } = request;
    if (wire === null) throw new Error('an ingest route was reached around the door');
    const body = bodyOf(request);
    // The door knew the headers alone, and has the type of the body written over.
    const contentType = wire.contentType ?? undefined;
    wire.dialect = recognizeDialect({
      headers: { ...headers, 'content-type': contentType },
      head: headOf(body),
    });
    const first = answerFirstRequest(headers, body);
    if (first !== null) return shake(first, request, reply);
    const wireFormat = wireFormatOf(wire.contentType, body);
    const resendId = resendIdOf(request);
    const encoding = request.admission?.contentEncoding ?? null;
    const contentEncoding = wireFormat === 'loki-protobuf' ? snappyUnder(encoding) : encoding;
    const { batchId, status } = await this.intake.take(request, { wireFormat, contentEncoding, resendId });
    const answer = writeTaken(wire.dialect, { batchId, status }, request);
    reply.status(answer.status);
    return answer.body ?? undefined;
  }
}

function shake(handshake: Handshake, request: FastifyRequest, reply: FastifyReply): unknown {
  noteWire(request, handshake.note);
  reply.status(handshake.status).headers(handshake.headers);
  return handshake.body ?? undefined;
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Firehose keeps a request's id over all its tries, while the time in the body may change. Only its own GUIDs are
 * taken for that, with the length of the body where it is not packed: a made-up id must not swallow other logs.
 */
function resendIdOf({ wire, headers, admission, body }: FastifyRequest): string | undefined {
  const id = firehoseRequestId(headers);
  if (wire?.dialect !== 'firehose' || !guid.test(id)) return undefined;
  const source = String(headers['x-amz-firehose-source-arn'] ?? '');
  const length = admission?.contentEncoding === null && Buffer.isBuffer(body) ? body.length : '';
  return `firehose ${source} ${id} ${length}`;
}
