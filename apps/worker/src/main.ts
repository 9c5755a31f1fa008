import { connectDb } from '@turnaway/db';
import { notifyTick } from '@turnaway/db/live/notify-tick';
import { createQueue, work } from '@turnaway/jobs';
import { pino } from 'pino';
import type { WorkerContext } from './context.js';
import { createPacer } from './create-pacer.js';
import { readEnv } from './env.js';
import { analyzeBatch } from './jobs/analyze-batch.js';
import { applyRetention } from './jobs/apply-retention.js';
import { deliverWebhook } from './jobs/deliver-webhook.js';
import { evaluateAlerts } from './jobs/evaluate-alerts.js';
import { findOriginal } from './jobs/find-original.js';
import { foldCounts } from './jobs/fold-counts.js';
import { moveErrorGroups } from './jobs/move-error-groups.js';
import { settleAttempts } from './jobs/settle-attempts.js';
import { sweep } from './jobs/sweep.js';
import { createTicker } from './live/create-ticker.js';
import { logError } from './log-error.js';
import { createFailureLog } from './log-failures.js';

const sweepEveryMs = 15_000;
const foldEveryMs = 15_000;
const settleEveryMs = 15_000;
const retentionEveryMs = 3_600_000;

const env = readEnv();
const log = pino({
  level: env.TURNAWAY_LOG_LEVEL,
  base: { app: 'worker', pid: process.pid },
  serializers: { err: logError },
});
const engine = { databaseUrl: env.DATABASE_URL, redisUrl: env.REDIS_URL ?? null };
const db = connectDb(env.DATABASE_URL, { connectionsMax: env.TURNAWAY_WORKER_CONCURRENCY + 6 });
const queue = await createQueue(engine);
const context: WorkerContext = { db, queue, log, now: () => new Date() };
// Pages that miss a tick read again at the next one, or after half a minute by themselves.
const tick = createTicker((said) =>
  notifyTick(db, said).catch((error) => log.debug({ err: error }, 'could not say that something changed')),
);
const pace = createPacer();
const publicUrl = env.TURNAWAY_PUBLIC_URL ?? 'http://localhost:3000';

const working = await work(engine, {
  queue,
  concurrency: { batches: env.TURNAWAY_WORKER_CONCURRENCY, chores: 4, deliveries: 8 },
  onFailed: createFailureLog(log),
  handlers: {
    'analyze-batch': (payload) =>
      analyzeBatch({ ...context, tick, unpackedBytesMax: env.TURNAWAY_MAX_UNPACKED_BYTES }, payload),
    'evaluate-alerts': (payload) =>
      paced('evaluate-alerts', payload, () =>
        evaluateAlerts({ ...context, publicUrl, secret: env.TURNAWAY_SECRET }, payload),
      ),
    'move-error-groups': (payload) =>
      paced('move-error-groups', payload, () => moveErrorGroups(context, payload)),
    'deliver-webhook': (payload) =>
      deliverWebhook(
        {
          ...context,
          tick,
          publicUrl,
          secret: env.TURNAWAY_SECRET,
          allowCidrs: env.TURNAWAY_WEBHOOK_ALLOW_CIDRS,
        },
        payload,
      ),
    sweep: () => sweep(context),
    'fold-counts': () => foldCounts(context),
    'find-original': (payload) =>
      findOriginal({ ...context, unpackedBytesMax: env.TURNAWAY_MAX_UNPACKED_BYTES }, payload),
    'settle-attempts': () => settleAttempts(context),
    'apply-retention': () => applyRetention(context),
  },
});
working.schedule('sweep', sweepEveryMs);
working.schedule('fold-counts', foldEveryMs);
working.schedule('settle-attempts', settleEveryMs);
working.schedule('apply-retention', retentionEveryMs);
log.info('worker ready');

/** If the queue loses what was put off, the look of the next minute does it. */
function paced(
  name: 'evaluate-alerts' | 'move-error-groups',
  payload: { workspaceId: string },
  work: () => Promise<void>,
): Promise<void> {
  const key = `${name}-${payload.workspaceId}`;
  return pace(key, work, (delayMs) =>
    queue.enqueue(name, payload, { jobId: `${key}-rested-${Date.now()}`, delayMs: Math.ceil(delayMs) }),
  );
}

let stopping = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    void stop();
  });
}

async function stop(): Promise<void> {
  await working.close();
  await queue.close();
  await db.close();
  process.exit(0);
}
