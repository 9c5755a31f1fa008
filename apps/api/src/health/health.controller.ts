import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import { type Db, listPendingMigrations } from '@turnaway/db';
import type { Queue } from '@turnaway/jobs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Identify } from '../auth/principal.js';
import { DB, IDENTIFY, METRICS, QUEUE } from '../engines.js';
import { Answers } from '../http/api-doc.js';
import { ProblemException } from '../http/problem.js';
import type { Metrics } from './metrics.js';

const livenessSchema = z.object({ status: z.literal('ok') });
const partSchema = z.enum(['ok', 'failed', 'pending']);
const readinessSchema = z.object({
  status: z.enum(['ready', 'not-ready']),
  parts: z.object({ database: partSchema, migrations: partSchema, queue: partSchema }),
});
type Readiness = z.output<typeof readinessSchema>;
const partAnswersWithinMs = 3_000;
const loopback = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/;

@ApiTags('health')
@Controller()
export class HealthController {
  constructor(
    @Inject(DB) private readonly db: Db,
    @Inject(QUEUE) private readonly queue: Queue,
    @Inject(METRICS) private readonly metrics: Metrics,
    @Inject(IDENTIFY) private readonly identify: Identify,
  ) {}

  @Get('healthz')
  @Answers('The process is alive', livenessSchema)
  isAlive(): z.output<typeof livenessSchema> {
    return { status: 'ok' };
  }

  @Get('readyz')
  @Answers('The engines can be reached and the database is migrated; 503 if not', readinessSchema)
  async isReady(@Res({ passthrough: true }) reply: FastifyReply): Promise<Readiness> {
    const [migrations, queue] = await Promise.all([
      within(listPendingMigrations(this.db.pool)),
      within(this.queue.ping().then(() => true)),
    ]);
    const parts: Readiness['parts'] = {
      database: migrations === null ? 'failed' : 'ok',
      migrations: migrations?.length === 0 ? 'ok' : 'pending',
      queue: queue === null ? 'failed' : 'ok',
    };
    const ready = Object.values(parts).every((part) => part === 'ok');
    if (!ready) reply.status(503).header('retry-after', '5');
    return { status: ready ? 'ready' : 'not-ready', parts };
  }

  @Get('metrics')
  @ApiProduces('text/plain')
  @Answers('Numbers for Prometheus; with an API token, or from this very machine', z.string())
  async printMetrics(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    if (!isLocal(request) && (await this.identify(request))?.kind !== 'token') {
      throw new ProblemException(401, 'credentials-needed', 'Send an API token as Authorization: Bearer.', {
        headers: { 'www-authenticate': 'Bearer realm="turnaway metrics"' },
      });
    }
    const text = await this.metrics.print();
    await reply.type(this.metrics.contentType).send(text);
  }
}

/** From this machine itself, and not passed on by a proxy that runs on it. */
function isLocal({ socket, headers }: FastifyRequest): boolean {
  const passedOn = headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined;
  return !passedOn && loopback.test(socket.remoteAddress ?? '');
}

/** What a check found, or `null` if it failed or took too long. */
async function within<Value>(check: Promise<Value>): Promise<Value | null> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, partAnswersWithinMs, null);
  });
  try {
    return await Promise.race([check.catch(() => null), tooLong]);
  } finally {
    clearTimeout(timer);
  }
}
