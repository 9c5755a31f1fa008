import { analyzeBatch as analyze, rollUp, unpack } from '@turnaway/analyzer';
import { commitBatch } from '@turnaway/db/batches/commit-batch';
import { failBatch } from '@turnaway/db/batches/fail-batch';
import { takeBatch, type WaitingBatch } from '@turnaway/db/batches/take-batch';
import type { JobPayload } from '@turnaway/jobs';
import type { WorkerContext } from '../context.js';
import type { Tick } from '../live/create-ticker.js';
import { loadClassOf } from './class-of-event.js';

/** A batch that took its worker down this often is not tried again by itself. */
const attemptsMax = 8;
const dayMs = 86_400_000;
/** Clocks differ: an event may claim to be this far ahead of us. */
const aheadMaxMs = 10 * 60_000;
/** Looks at alerts and error groups this long after a batch, once for all batches that land meanwhile. */
const lookDelayMs = 2_000;

/** Reads a stored batch and counts what it holds. Does nothing if that was done before. */
export async function analyzeBatch(
  context: WorkerContext & { unpackedBytesMax: number; tick: Tick },
  { batchId }: JobPayload<'analyze-batch'>,
): Promise<void> {
  const batch = await takeBatch(context.db, batchId);
  if (batch === null) return;
  if (batch.attempts > attemptsMax) {
    await failBatch(context.db, batchId, 'unreadable', `gave up after ${attemptsMax} tries`);
    context.tick(batch.workspaceId, 'feeds');
    context.log.error({ batchId }, 'batch failed: too many tries');
    return;
  }
  const startedAt = performance.now();
  const unpacked = unpack(batch.body, batch.contentEncoding, context.unpackedBytesMax);
  if (!unpacked.ok) {
    await failBatch(context.db, batchId, unpacked.failure, unpacked.detail);
    context.tick(batch.workspaceId, 'feeds');
    context.log.warn({ batchId, failure: unpacked.failure }, 'batch failed');
    return;
  }
  const facts = analyze({
    bytes: unpacked.bytes,
    wireFormat: batch.wireFormat,
    beside: batch.beside,
    hint: batch.systemHint,
    timeZone: batch.timeZone,
    ...accepted(batch, context.now()),
  });
  const analyzedAt = performance.now();
  const classOf = await loadClassOf(context.db, batch.workspaceId, context.now());
  const committed = await commitBatch(context.db, batch, facts, { rollUp, classOf });
  if (committed === null) return;
  if (committed.accepted > 0) context.tick(batch.workspaceId, 'counts');
  context.tick(batch.workspaceId, 'feeds');
  context.log.debug(
    {
      batchId,
      records: facts.records,
      accepted: committed.accepted,
      duplicates: committed.duplicates,
      rejected: facts.rejects.length,
      analyzeMs: Math.round(analyzedAt - startedAt),
      commitMs: Math.round(performance.now() - analyzedAt),
    },
    'batch counted',
  );
  await lookSoon(context, batch.workspaceId);
}

function accepted(batch: WaitingBatch, now: Date) {
  return {
    receivedAt: batch.receivedAt,
    acceptFrom: new Date(now.getTime() - batch.retention.signInDays * dayMs),
    acceptUntil: new Date(now.getTime() + aheadMaxMs),
  };
}

const lastTickByWorkspace = new Map<string, number>();

async function lookSoon(context: WorkerContext, workspaceId: string): Promise<void> {
  const tick = Math.floor(context.now().getTime() / lookDelayMs);
  if (lastTickByWorkspace.get(workspaceId) === tick) return;
  lastTickByWorkspace.set(workspaceId, tick);
  try {
    await context.queue.enqueue(
      'evaluate-alerts',
      { workspaceId },
      { jobId: `alerts-${workspaceId}-${tick}`, delayMs: lookDelayMs },
    );
    await context.queue.enqueue(
      'move-error-groups',
      { workspaceId },
      { jobId: `groups-${workspaceId}-${tick}`, delayMs: lookDelayMs },
    );
  } catch (error) {
    // The batch is counted; the look of the next minute sees it too.
    context.log.warn({ err: error }, 'could not enqueue a look at alerts and error groups');
  }
}
