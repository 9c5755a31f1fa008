import {
  Controller,
  Get,
  HttpCode,
  Inject,
  Logger,
  type OnApplicationShutdown,
  Options,
  Post,
  Put,
  Req,
  Res,
} from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type IngestAnswer, ingestAnswerSchema } from '@turnaway/contracts';
import type { Db } from '@turnaway/db';
import { insertBatch, type StoredBatch } from '@turnaway/db/batches/insert-batch';
import type { Queue } from '@turnaway/jobs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { BACKLOG, DB, METRICS, QUEUE } from '../engines.js';
import type { Metrics } from '../health/metrics.js';
import { Answers } from '../http/api-doc.js';
import { ProblemException, unavailable } from '../http/problem.js';
import { type Admission, retryAfterSeconds } from './admit.js';
import type { BacklogGauge } from './backlog-gauge.js';

const hintSchema = z.object({ ready: z.literal(true), hint: z.string() });
const paths = ['ingest', 'ingest/:key'];
const ingestRoute = { rawBody: true, ingest: true };
const anyBody = { description: 'Logs, in any form', schema: { type: 'string', format: 'binary' } };

/** Takes logs in. Nothing is parsed here: bytes are stored, a pointer is enqueued, the sender is answered. */
@ApiTags('ingest')
@Controller(paths)
export class IngestController implements OnApplicationShutdown {
  private readonly logger = new Logger('Ingest');
  /** Batches on their way into the queue; a stop waits for them. */
  private readonly enqueuing = new Set<Promise<void>>();

  constructor(
    @Inject(DB) private readonly db: Db,
    @Inject(QUEUE) private readonly queue: Queue,
    @Inject(METRICS) private readonly metrics: Metrics,
    @Inject(BACKLOG) private readonly backlog: BacklogGauge,
  ) {}

  @Post()
  @RouteConfig(ingestRoute)
  @ApiBody(anyBody)
  @Answers('Stores a batch of logs, to be counted soon', ingestAnswerSchema, 202)
  post(@Req() request: FastifyRequest): Promise<IngestAnswer> {
    return this.take(request);
  }

  @Put()
  @RouteConfig(ingestRoute)
  @ApiBody(anyBody)
  @Answers('The same as POST, for senders that put', ingestAnswerSchema, 202)
  put(@Req() request: FastifyRequest): Promise<IngestAnswer> {
    return this.take(request);
  }

  @Get()
  @RouteConfig({ ingest: true })
  @Answers('Says that the key is right; for the health checks of senders', hintSchema)
  check(): z.output<typeof hintSchema> {
    return { ready: true, hint: 'The key is right. Send logs to this address with POST.' };
  }

  @Options()
  @RouteConfig({ ingest: true })
  @ApiOperation({ summary: 'Names the methods' })
  @HttpCode(204)
  options(@Res({ passthrough: true }) reply: FastifyReply): void {
    reply.header('allow', 'GET, HEAD, POST, PUT, OPTIONS');
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.enqueuing);
  }

  private async take({ admission, body }: FastifyRequest): Promise<IngestAnswer> {
    if (admission === null) throw new Error('an ingest route was reached without a key');
    if (!Buffer.isBuffer(body) || body.length === 0) {
      throw new ProblemException(400, 'empty-body', 'The body is empty. Send the logs as the body.');
    }
    const { batchId, status, isNew } = await this.store(admission, body);
    if (isNew) {
      this.backlog.add(body.length);
      this.enqueue(batchId);
    }
    this.metrics.countBatch(body.length, isNew);
    return { batchId, status };
  }

  private async store(admission: Admission, body: Buffer): Promise<StoredBatch> {
    try {
      return await insertBatch(this.db, { ...admission, body });
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
