import { All, Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiExcludeEndpoint, ApiTags } from '@nestjs/swagger';
import type { SaidBeside } from '@turnaway/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ENV } from '../../engines.js';
import type { Env } from '../../env.js';
import { Answers } from '../../http/api-doc.js';
import { lookAtBody } from '../dialect/look-at-body.js';
import { bodyOf, Intake } from '../intake.js';
import { type AckChannel, type Acks, createAcks } from './acks.js';
import { hecAnswers, writeHealthRefusal, writeHecRefusal } from './hec-answer.js';
import { judgeEvents } from './judge-events.js';
import { saidInQuery } from './said-in-query.js';

const route = { ingest: true, rawBody: true, dialect: 'splunk-hec', refusal: writeHecRefusal } as const;
const answerSchema = z.object({ text: z.string(), code: z.int(), ackId: z.int().optional() });
const ackIdsMax = 10_000;
const ackQuerySchema = z.object({ acks: z.array(z.number()).max(ackIdsMax) });
const channelLengthMax = 128;
type Answer = keyof typeof hecAnswers;

/** Splunk's HTTP Event Collector, for whatever can send to it. */
@ApiTags('ingest')
@Controller('services/collector')
export class SplunkHecController {
  private readonly acks: Acks;

  constructor(
    private readonly intake: Intake,
    @Inject(ENV) env: Env,
  ) {
    this.acks = createAcks(env.TURNAWAY_SECRET);
  }

  @Post(['', '1.0', 'event', 'event/1.0'])
  @RouteConfig(route)
  @ApiBody({ description: 'Events, one JSON object after the other', schema: { type: 'string' } })
  @Answers('Stores events as Splunk HEC does', answerSchema)
  events(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const { form, whole, head } = lookAtBody(request);
    const fault = whole !== null ? judgeEvents(whole) : null;
    const isOther = form === 'other' && head.length > 0;
    if (form !== 'empty' && (isOther || fault !== null)) {
      const { status, text, code } = fault ?? hecAnswers.invalidDataFormat;
      reply.status(status);
      return Promise.resolve({ text, code, 'invalid-event-number': 0 });
    }
    return this.take(request, reply, form === 'empty');
  }

  @Post(['raw', 'raw/1.0'])
  @RouteConfig(route)
  @ApiBody({ description: 'Lines as a system wrote them', schema: { type: 'string' } })
  @Answers('Stores lines as Splunk HEC does', answerSchema)
  raw(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    return this.take(request, reply, lookAtBody(request).form === 'empty', saidInQuery(request.query));
  }

  @Post(['ack', 'ack/1.0'])
  @RouteConfig({ ...route, needsRoom: false })
  @ApiExcludeEndpoint()
  acknowledge(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): object {
    const channel = channelOf(request);
    if (channel === null) return say('channelMissing', reply);
    if (channel.channel.length > channelLengthMax) return say('invalidChannel', reply);
    const asked = ackQuerySchema.safeParse(parse(bodyOf(request)));
    if (!asked.success) return say('invalidDataFormat', reply);
    reply.status(200);
    return {
      acks: Object.fromEntries(asked.data.acks.map((id) => [id, this.acks.isIssued(id, channel)])),
    };
  }

  @Get(['health', 'health/1.0'])
  @RouteConfig({ ...route, refusal: writeHealthRefusal, keyOptional: true, needsRoom: true })
  @ApiExcludeEndpoint()
  health(@Res({ passthrough: true }) reply: FastifyReply): object {
    return say('healthy', reply);
  }

  @Get()
  @ApiExcludeEndpoint()
  notByGet(@Res({ passthrough: true }) reply: FastifyReply): object {
    return this.nothing(reply);
  }

  @All('*')
  @ApiExcludeEndpoint()
  nothing(@Res({ passthrough: true }) reply: FastifyReply): object {
    reply.status(404);
    return { text: 'The requested URL was not found on this server.', code: 404 };
  }

  private async take(
    request: FastifyRequest,
    reply: FastifyReply,
    isEmpty: boolean,
    beside?: SaidBeside,
  ): Promise<object> {
    if (isEmpty) return say('noData', reply);
    await this.intake.take(request, { beside });
    const channel = channelOf(request);
    const ackId = channel === null ? {} : { ackId: this.acks.issue(channel) };
    return { ...say('success', reply), ...ackId };
  }
}

function say(answer: Answer, reply: FastifyReply): { text: string; code: number } {
  const { status, text, code } = hecAnswers[answer];
  reply.status(status);
  return { text, code };
}

/** The channel that a sender asks about its requests by; `null` where it names none. */
function channelOf({ headers, query, admission }: FastifyRequest): AckChannel | null {
  const inQuery: unknown =
    typeof query === 'object' && query !== null ? Reflect.get(query, 'channel') : undefined;
  const channel = headers['x-splunk-request-channel'] ?? inQuery;
  if (admission === null || typeof channel !== 'string' || channel.trim() === '') return null;
  return { feedId: admission.feedId, channel: channel.trim().toLowerCase() };
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    // Then it asks for nothing that could be answered.
    return null;
  }
}
