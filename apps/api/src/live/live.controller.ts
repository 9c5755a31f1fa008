import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import {
  type AlertEvent,
  alertEventSchema,
  type LiveTick,
  type LiveTopic,
  liveTickSchema,
  liveTopics,
} from '@turnaway/contracts';
import type { Db } from '@turnaway/db';
import { lastAlertEventCursor, listAlertEvents } from '@turnaway/db/alert-history/list-alert-events';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Principal, principalOf, WorkspaceId } from '../auth/principal.js';
import { DB, ENV, LIVE_HUB, STREAMS } from '../engines.js';
import type { Env } from '../env.js';
import { StreamOf } from '../http/api-doc.js';
import { compileMask, type Hide } from '../privacy/compile-mask.js';
import { createPseudonyms } from '../privacy/pseudonyms.js';
import type { EventStreams, StreamPart } from './event-streams.js';
import type { LiveHub } from './live-hub.js';

const stillHereEveryMs = 15_000;
/** An event is given out once older transactions are over, and of that nobody tells: so it is looked for. */
const lookEveryMs = 5_000;
const eventsAtOnce = 100;
const lastEventId = 'last-event-id';
/** A stream's events do not pass where answers are masked, so they are masked here, by the same marks. */
const maskEvent = compileMask(alertEventSchema);

@ApiTags('live')
@Controller('api')
export class LiveController {
  constructor(
    @Inject(DB) private readonly db: Db,
    @Inject(ENV) private readonly env: Env,
    @Inject(LIVE_HUB) private readonly hub: LiveHub,
    @Inject(STREAMS) private readonly streams: EventStreams,
  ) {}

  @Get('live')
  @StreamOf(
    'Says what has changed, as server-sent events `tick`, at most one a second: what to read again, nothing of what changed',
    liveTickSchema,
  )
  live(@WorkspaceId() workspaceId: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    // Who comes back may have missed anything.
    const missed = request.headers[lastEventId] === undefined ? [] : liveTopics;
    return this.streams.open(request, reply, (signal) => this.ticks(workspaceId, missed, signal));
  }

  @Get('alerts/stream')
  @StreamOf(
    'What happens to alerts, as server-sent events `alert.firing`, `alert.acknowledged` and `alert.resolved`. A client that comes back with the id of its last event as Last-Event-ID gets all since then, for 7 days; an event may come twice, never not at all',
    alertEventSchema,
  )
  @ApiHeader({ name: 'Last-Event-ID', required: false, description: 'The stream goes on after this event' })
  alerts(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const after = request.headers[lastEventId];
    return this.streams.open(request, reply, (signal) =>
      this.alertEvents(principalOf(request), typeof after === 'string' ? after : null, signal),
    );
  }

  private async *ticks(
    workspaceId: string,
    missed: readonly LiveTopic[],
    signal: AbortSignal,
  ): AsyncIterable<StreamPart> {
    const subscription = this.hub.subscribe(workspaceId);
    signal.addEventListener('abort', () => subscription.close());
    if (missed.length > 0) yield tickOf(missed);
    while (!signal.aborted) {
      const topics = await subscription.next(stillHereEveryMs);
      yield topics.size === 0 ? 'still-here' : tickOf([...topics]);
    }
  }

  private async *alertEvents(
    principal: Principal,
    after: string | null,
    signal: AbortSignal,
  ): AsyncIterable<StreamPart> {
    const { workspaceId } = principal;
    const show = this.showTo(principal);
    const subscription = this.hub.subscribe(workspaceId);
    signal.addEventListener('abort', () => subscription.close());
    let cursor = after ?? (await lastAlertEventCursor(this.db));
    while (!signal.aborted) {
      const events = await listAlertEvents(this.db, { workspaceId, after: cursor, limit: eventsAtOnce });
      for (const event of events) {
        yield { id: event.id, type: event.type, data: show(event) };
        cursor = event.id;
      }
      if (events.length === eventsAtOnce) continue;
      await subscription.next(lookEveryMs);
      yield 'still-here';
    }
  }

  private showTo({ workspaceId, people }: Principal): (event: AlertEvent) => unknown {
    if (people === 'full' || maskEvent === null) return (event) => event;
    const pseudonyms = createPseudonyms(this.env.TURNAWAY_SECRET, workspaceId);
    const hide: Hide = (kind, text) => (people === 'hidden' ? null : pseudonyms.hide(kind, text));
    return (event) => maskEvent(event, hide, { by: null, personal: null });
  }
}

function tickOf(topics: readonly LiveTopic[]): StreamPart {
  return { id: String(Date.now()), type: 'tick', data: { topics: [...topics] } satisfies LiveTick };
}
