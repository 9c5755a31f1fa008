import { Body, Controller, Get, Inject, Logger, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Batch,
  batchesQuerySchema,
  batchSchema,
  type Page,
  pageOf,
  pageQuerySchema,
  type RejectRow,
  type RetriedRejects,
  rejectSchema,
  retriedRejectsSchema,
  retryRejectedInputSchema,
} from '@turnaway/contracts';
import type { Db } from '@turnaway/db';
import { getBatch } from '@turnaway/db/batches/get-batch';
import { listBatches } from '@turnaway/db/batches/list-batches';
import { listRejects } from '@turnaway/db/batches/list-rejects';
import { retryBatch } from '@turnaway/db/batches/retry-batch';
import { retryRejected } from '@turnaway/db/batches/retry-rejected';
import type { Queue } from '@turnaway/jobs';
import type { z } from 'zod';
import { WorkspaceId } from '../auth/principal.js';
import { DB, QUEUE } from '../engines.js';
import { Answers } from '../http/api-doc.js';
import { IdPipe } from '../http/ids.js';
import { notFound, ProblemException } from '../http/problem.js';

const batchId = new IdPipe('batch');
/** Batches that one call puts to work again: few enough that they do not fill the backlog for the senders. */
const retriedMax = 500;

/** What was sent, and what became of it. */
@ApiTags('batches')
@Controller('api/batches')
export class BatchesController {
  private readonly logger = new Logger('Batches');

  constructor(
    @Inject(DB) private readonly db: Db,
    @Inject(QUEUE) private readonly queue: Queue,
  ) {}

  @Get()
  @Answers('Batches, newest first', pageOf(batchSchema))
  list(
    @WorkspaceId() workspaceId: string,
    @Query({ schema: batchesQuerySchema }) query: z.output<typeof batchesQuerySchema>,
  ): Promise<Page<Batch>> {
    return listBatches(this.db, { workspaceId, ...query });
  }

  @Get(':id')
  @Answers('One batch', batchSchema)
  async get(@WorkspaceId() workspaceId: string, @Param('id', batchId) id: string): Promise<Batch> {
    const batch = await getBatch(this.db, { workspaceId, id });
    if (batch === null) throw notFound('batch');
    return batch;
  }

  @Get(':id/rejects')
  @Answers('The records of a batch that were not counted, and why', pageOf(rejectSchema))
  async listRejects(
    @WorkspaceId() workspaceId: string,
    @Param('id', batchId) id: string,
    @Query({ schema: pageQuerySchema }) query: z.output<typeof pageQuerySchema>,
  ): Promise<Page<RejectRow>> {
    await this.get(workspaceId, id);
    return listRejects(this.db, { workspaceId, batchId: id, ...query });
  }

  @Post('retry-rejected')
  @Answers(
    'Counts batches with rejects, and failed ones, again, the oldest first; call it until none are left',
    retriedRejectsSchema,
    202,
  )
  async retryRejected(
    @WorkspaceId() workspaceId: string,
    @Body({ schema: retryRejectedInputSchema }) input: z.output<typeof retryRejectedInputSchema>,
  ): Promise<RetriedRejects> {
    const { batchIds, ...retried } = await retryRejected(this.db, {
      workspaceId,
      feedId: input?.feedId ?? null,
      doneBefore: new Date(input?.doneBefore ?? Date.now()),
      limit: retriedMax,
    });
    for (const id of batchIds) await this.enqueue(id);
    return retried;
  }

  @Post(':id/retry')
  @Answers('Counts a batch with rejects, or a failed one, again', batchSchema, 202)
  async retry(@WorkspaceId() workspaceId: string, @Param('id', batchId) id: string): Promise<Batch> {
    const outcome = await retryBatch(this.db, { workspaceId, id });
    switch (outcome) {
      case 'not-found':
        throw notFound('batch');
      case 'body-gone':
        throw new ProblemException(
          409,
          'body-gone',
          'All records of this batch were counted, or its bytes are gone: there is nothing to try again.',
        );
      case 'waiting':
        throw new ProblemException(409, 'waiting', 'This batch is waiting to be counted already.');
      case 'requeued':
        await this.enqueue(id);
        return this.get(workspaceId, id);
    }
  }

  private async enqueue(id: string): Promise<void> {
    try {
      await this.queue.enqueue('analyze-batch', { batchId: id }, { jobId: id });
    } catch (error) {
      this.logger.warn({ err: error, batchId: id }, 'a batch could not be enqueued; the sweep will find it');
    }
  }
}
