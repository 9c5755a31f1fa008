import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Delivery,
  deliveriesQuerySchema,
  deliverySchema,
  type Page,
  pageOf,
  type Replay,
  type ReplayInput,
  replayInputSchema,
  replaySchema,
} from '@turnaway/contracts';
import type { Db } from '@turnaway/db';
import { listDeliveries } from '@turnaway/db/alert-history/list-deliveries';
import { replayDeliveries } from '@turnaway/db/alert-history/replay-deliveries';
import { retryDelivery } from '@turnaway/db/alert-history/retry-delivery';
import type { Queue } from '@turnaway/jobs';
import type { z } from 'zod';
import { WorkspaceId } from '../auth/principal.js';
import { DB, QUEUE } from '../engines.js';
import { Answers } from '../http/api-doc.js';
import { IdPipe, idSchema } from '../http/ids.js';
import { notFound, ProblemException } from '../http/problem.js';
import { sendDeliveries } from './send-deliveries.js';

const querySchema = deliveriesQuerySchema.extend({
  alertId: idSchema.optional(),
  channelId: idSchema.optional(),
});

@ApiTags('alerts')
@Controller('api/deliveries')
export class DeliveriesController {
  constructor(
    @Inject(DB) private readonly db: Db,
    @Inject(QUEUE) private readonly queue: Queue,
  ) {}

  @Get()
  @Answers('Deliveries, newest first', pageOf(deliverySchema))
  list(
    @WorkspaceId() workspaceId: string,
    @Query({ schema: querySchema }) query: z.output<typeof querySchema>,
  ): Promise<Page<Delivery>> {
    return listDeliveries(this.db, { workspaceId, ...query });
  }

  @Post('replay')
  @Answers('Sends again what was written to a channel within a time, the newest 500', replaySchema, 202)
  async replay(
    @WorkspaceId() workspaceId: string,
    @Body({ schema: replayInputSchema }) input: ReplayInput,
  ): Promise<Replay> {
    const outcome = await replayDeliveries(this.db, { workspaceId, ...input, now: new Date() });
    if (outcome === null) throw notFound('channel');
    if (outcome === 'disabled') {
      throw new ProblemException(409, 'disabled', 'This channel is turned off. Turn it on first.');
    }
    await sendDeliveries(this.queue, outcome);
    return { replayed: outcome.length };
  }

  @Post(':id/retry')
  @Answers('Tries a failed delivery again', deliverySchema, 202)
  async retry(
    @WorkspaceId() workspaceId: string,
    @Param('id', new IdPipe('delivery')) id: string,
  ): Promise<Delivery> {
    const outcome = await retryDelivery(this.db, { workspaceId, id, now: new Date() });
    if (outcome === null) throw notFound('delivery');
    if (outcome === 'pending') {
      throw new ProblemException(409, 'waiting', 'This delivery is under way already.');
    }
    if (outcome === 'delivered') {
      throw new ProblemException(
        409,
        'delivered',
        'This delivery has arrived. Only a failed one can be tried again.',
      );
    }
    if (outcome === 'superseded') {
      throw new ProblemException(
        409,
        'superseded',
        'A later message about the same alert was written for this channel. Send that one again.',
      );
    }
    await sendDeliveries(this.queue, [outcome.id]);
    return outcome;
  }
}
