import { listDueGroups } from '@turnaway/db/alerting/list-due-groups';
import { withLockedGroup } from '@turnaway/db/alerting/with-locked-group';
import type { WorkerContext } from '../context.js';
import { type MessageOrigin, tellGroup } from './tell-group.js';

const atOnceMax = 100;

/**
 * Tells every group of alerts that is due, of one workspace or (`null`) of all. Each is told in a transaction of its
 * own: one that fails stays due and does not hold up the others. Several workers may do so at once.
 */
export async function tellDueGroups(
  context: WorkerContext & MessageOrigin,
  workspaceId: string | null,
): Promise<void> {
  const now = context.now();
  const tried = new Set<string>();
  for (;;) {
    const due = await listDueGroups(context.db, { workspaceId, now, limit: atOnceMax + tried.size });
    const groupIds = due.filter((id) => !tried.has(id));
    if (groupIds.length === 0) return;
    for (const groupId of groupIds) {
      tried.add(groupId);
      await tellOne(context, groupId, now);
    }
    // Those that were told are no longer due: only what failed must be left out of the next part.
    const stillDue = new Set(due);
    for (const id of tried) if (!stillDue.has(id)) tried.delete(id);
  }
}

async function tellOne(context: WorkerContext & MessageOrigin, groupId: string, now: Date): Promise<void> {
  try {
    const deliveryIds = await withLockedGroup(context.db, groupId, now, (transaction, group, rule) =>
      tellGroup(context, transaction, { group, rule, now }),
    );
    if (deliveryIds !== null && deliveryIds.length > 0) {
      context.log.info({ groupId, deliveries: deliveryIds.length }, 'told of alerts');
    }
    await enqueueDeliveries(context, deliveryIds ?? []);
  } catch (error) {
    context.log.error({ err: error, groupId }, 'could not tell of a group of alerts');
  }
}

async function enqueueDeliveries(context: WorkerContext, deliveryIds: string[]): Promise<void> {
  for (const deliveryId of deliveryIds) {
    try {
      await context.queue.enqueue('deliver-webhook', { deliveryId }, { jobId: `${deliveryId}-0` });
    } catch (error) {
      // The delivery is stored and due: the sweep enqueues it.
      context.log.warn({ err: error, deliveryId }, 'could not enqueue a delivery');
    }
  }
}
