import { listDueDeliveries } from '@turnaway/db/alerting/list-due-deliveries';
import { listWaitingBatches } from '@turnaway/db/batches/list-waiting-batches';
import { dropOriginals } from '@turnaway/db/originals/drop-originals';
import { listWorkspaceIds } from '@turnaway/db/workspaces/list-workspace-ids';
import type { WorkerContext } from '../context.js';

/** A batch that has waited this long has lost its job, or never had one. */
const waitingMs = 15_000;
const atOnceMax = 1_000;

/**
 * Puts into the queue what should be there and is not: the queue may lose everything at any moment, and the
 * database says what is still to be done. Drops the bytes of batches that need not be kept. Also starts the looks at alerts and error groups that are due every minute.
 */
export async function sweep(context: WorkerContext): Promise<void> {
  const batchIds = await listWaitingBatches(context.db, { olderThanMs: waitingMs, limit: atOnceMax });
  for (const batchId of batchIds) {
    await context.queue.enqueue('analyze-batch', { batchId }, { jobId: batchId });
  }
  await dropOriginals(context.db);
  for (const { deliveryId, attempt } of await listDueDeliveries(context.db, {
    now: context.now(),
    limit: atOnceMax,
  })) {
    await context.queue.enqueue('deliver-webhook', { deliveryId }, { jobId: `${deliveryId}-${attempt}` });
  }
  const minute = Math.floor(context.now().getTime() / 60_000);
  for (const workspaceId of await listWorkspaceIds(context.db)) {
    await context.queue.enqueue(
      'evaluate-alerts',
      { workspaceId },
      { jobId: `alerts-${workspaceId}-${minute}` },
    );
    await context.queue.enqueue(
      'move-error-groups',
      { workspaceId },
      { jobId: `groups-${workspaceId}-${minute}` },
    );
  }
  if (batchIds.length > 0) context.log.info({ batches: batchIds.length }, 'enqueued waiting batches again');
}
