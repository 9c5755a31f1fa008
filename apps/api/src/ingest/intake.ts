import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { WireFormat } from '@turnaway/contracts';
import type { Db } from '@turnaway/db';
import { insertBatch, type NewBatch, type StoredBatch } from '@turnaway/db/batches/insert-batch';
import type { Queue } from '@turnaway/jobs';
import type { FastifyRequest } from 'fastify';
import { BACKLOG, DB, METRICS, QUEUE } from '../engines.js';
import type { Metrics } from '../health/metrics.js';
import { ProblemException, unavailable } from '../http/problem.js';
import { retryAfterSeconds } from './admit.js';
import type { BacklogGauge } from './backlog-gauge.js';

/** How a controller wants a body taken in. */
export interface TakeOptions {
  /** How the bytes are to be read once their compression is off; the worker does it. */
  wireFormat?: WireFormat;
  /** The batch's bytes, where they are not the whole body. */
  body?: Buffer;
  /** The Content-Encoding to undo, where the header does not say it right; `null` for none. */
  contentEncoding?: string | null;
  /** The sender's own id for what it sends again and again until it is answered, where its bytes may differ. */
  resendId?: string;
}

/** Takes batches in for every controller that speaks with senders: stores the bytes, enqueues a pointer. */
@Injectable()
export class Intake implements OnApplicationShutdown {
  private readonly logger = new Logger('Ingest');
  /** Batches on their way into the queue; a stop waits for them. */
  private readonly enqueuing = new Set<Promise<void>>();

  constructor(
    @Inject(DB) private readonly db: Db,
    @Inject(QUEUE) private readonly queue: Queue,
    @Inject(METRICS) private readonly metrics: Metrics,
    @Inject(BACKLOG) private readonly backlog: BacklogGauge,
  ) {}

  /**
   * Stores the body of a request that the door let in. When this resolves the batch is on disk and may be answered
   * for. Throws a problem: 400 `empty-body` for no bytes, 503 `unavailable` where they could not be stored.
   */
  async take(request: FastifyRequest, options: TakeOptions = {}): Promise<StoredBatch> {
    const { admission } = request;
    if (admission === null) throw new Error('an ingest route was reached without a key');
    const body = options.body ?? bodyOf(request);
    if (body.length === 0) {
      throw new ProblemException(400, 'empty-body', 'The body is empty. Send the logs as the body.');
    }
    const { workspaceId, feedId } = admission;
    const contentEncoding =
      options.contentEncoding === undefined ? admission.contentEncoding : options.contentEncoding;
    const { wireFormat = 'text', resendId } = options;
    const stored = await this.store({ workspaceId, feedId, contentEncoding, wireFormat, body, resendId });
    if (stored.isNew) {
      this.backlog.add(body.length);
      this.enqueue(stored.batchId);
    }
    this.metrics.countBatch(body.length, stored.isNew);
    if (request.wire !== null) request.wire.batchId = stored.batchId;
    return stored;
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.enqueuing);
  }

  private async store(batch: NewBatch): Promise<StoredBatch> {
    try {
      return await insertBatch(this.db, batch);
    } catch (error) {
      this.logger.error({ err: error }, 'a batch could not be stored');
      throw unavailable('Logs cannot be stored right now. Send this again.', retryAfterSeconds);
    }
  }

  /** The batch is safe already: a queue that is away costs time, not the batch, so the answer does not wait. */
  private enqueue(batchId: string): void {
    const sent = this.queue
      .enqueue('analyze-batch', { batchId }, { jobId: batchId })
      .catch((error: unknown) => {
        this.logger.warn({ err: error, batchId }, 'a batch could not be enqueued; the sweep will find it');
      })
      .finally(() => this.enqueuing.delete(sent));
    this.enqueuing.add(sent);
  }
}

/** The bytes of a request to a route with `rawBody`; none where it has no body. */
export function bodyOf({ body }: FastifyRequest): Buffer {
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}
