import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { SaidBeside, WireFormat } from '@turnaway/contracts';
import type { Db } from '@turnaway/db';
import { insertBatch, type NewBatch, type StoredBatch } from '@turnaway/db/batches/insert-batch';
import type { Queue } from '@turnaway/jobs';
import type { FastifyRequest } from 'fastify';
import type { JWTVerifyGetKey } from 'jose';
import { BACKLOG, DB, ENV, METRICS, QUEUE } from '../engines.js';
import type { Env } from '../env.js';
import type { Metrics } from '../health/metrics.js';
import { ProblemException, unavailable } from '../http/problem.js';
import { retryAfterSeconds } from './admit.js';
import type { BacklogGauge } from './backlog-gauge.js';
import { googleKeys } from './verify/pubsub.js';
import type { Verdict } from './verify/verdict.js';
import { type Verification, verifyRequest } from './verify/verify-request.js';
import { noteWire } from './wire.js';

/** How a controller wants a body taken in. */
export interface TakeOptions {
  /** How the bytes are to be read once their compression is off; the worker does it. */
  wireFormat?: WireFormat;
  /** The batch's bytes, where they are not the whole body. */
  body?: Buffer;
  /** The Content-Encoding to undo, where the header does not say it right; `null` for none. */
  contentEncoding?: string | null;
  /** What the request says of all its records, beside them. */
  beside?: SaidBeside | undefined;
  /** The sender's own id for what it sends again and again until it is answered, where its bytes may differ. */
  resendId?: string | undefined;
}

/** Takes batches in for every controller that speaks with senders: stores the bytes, enqueues a pointer. */
@Injectable()
export class Intake implements OnApplicationShutdown {
  private readonly logger = new Logger('Ingest');
  /** Batches on their way into the queue; a stop waits for them. */
  private readonly enqueuing = new Set<Promise<void>>();
  private readonly googleKeys: JWTVerifyGetKey;

  constructor(
    @Inject(DB) private readonly db: Db,
    @Inject(QUEUE) private readonly queue: Queue,
    @Inject(METRICS) private readonly metrics: Metrics,
    @Inject(BACKLOG) private readonly backlog: BacklogGauge,
    @Inject(ENV) env: Env,
  ) {
    this.googleKeys = googleKeys(env.TURNAWAY_GOOGLE_JWKS_URL);
  }

  /**
   * Stores the body of a request that the door let in. When this resolves the batch is on disk and may be answered
   * for. Throws a problem: 400 `empty-body` for no bytes, 401 `signature-…` where the feed asks for a signature and
   * it is not good, 503 `unavailable` where the bytes could not be stored or the signature not checked.
   */
  async take(request: FastifyRequest, options: TakeOptions = {}): Promise<StoredBatch> {
    const { admission } = request;
    if (admission === null) throw new Error('an ingest route was reached without a key');
    const body = options.body ?? bodyOf(request);
    if (body.length === 0) {
      throw new ProblemException(400, 'empty-body', 'The body is empty. Send the logs as the body.');
    }
    const { workspaceId, feedId, verification } = admission;
    if (verification !== null) await this.verify(verification, request);
    const contentEncoding =
      options.contentEncoding === undefined ? admission.contentEncoding : options.contentEncoding;
    const { wireFormat = 'text', beside, resendId } = options;
    const stored = await this.store({
      workspaceId,
      feedId,
      contentEncoding,
      wireFormat,
      body,
      beside,
      resendId,
    });
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

  private async verify(verification: Verification, request: FastifyRequest): Promise<void> {
    const now = new Date();
    const signed = { headers: request.headers, body: bodyOf(request), now };
    let verdict: Verdict;
    try {
      verdict = await verifyRequest(verification, signed, { google: this.googleKeys });
    } catch (error) {
      this.logger.warn({ err: error }, 'a signature could not be checked');
      throw unavailable('The signature cannot be checked right now. Send this again.', retryAfterSeconds);
    }
    if (!verdict.ok) {
      noteWire(request, { kind: 'to-mend', code: verdict.kind, text: verdict.detail });
      throw new ProblemException(401, verdict.kind, verdict.detail);
    }
    noteClockSkew(request, verdict.signedAt, now);
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

const skewMinSeconds = 60;

/** Says so while clocks are apart, but not yet too far. */
function noteClockSkew(request: FastifyRequest, signedAt: Date | null, now: Date): void {
  if (signedAt === null) return;
  const seconds = Math.round((now.getTime() - signedAt.getTime()) / 1_000);
  if (Math.abs(seconds) < skewMinSeconds) return;
  const apart = seconds > 0 ? `${seconds} seconds ago` : `${-seconds} seconds ahead of now`;
  noteWire(request, {
    kind: 'to-mend',
    code: 'clock-skew',
    text: `The request says that it was signed ${apart}. At 300 seconds it is refused: set the clocks by NTP.`,
  });
}
