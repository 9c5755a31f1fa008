import type { Delivery } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { toDelivery, withAttempts } from './delivery-row.js';

/**
 * Makes a failed delivery (a UUID) due again, with all its tries. One that is `pending` or `delivered` stays as it
 * is, and so does one that is `superseded` by a later message about the same alerts: told after it, it would say what no
 * longer holds. `null` if the workspace has none of this id. The caller enqueues it.
 */
export async function retryDelivery(
  db: Db,
  { workspaceId, id, now }: { workspaceId: string; id: string; now: Date },
): Promise<Delivery | 'pending' | 'delivered' | 'superseded' | null> {
  const failed = await db.prisma.delivery.findFirst({ where: { workspaceId, id, status: 'failed' } });
  if (failed !== null && failed.groupId !== null) {
    const { channelId, groupId, createdAt } = failed;
    const later = { channelId, groupId, createdAt: { gt: createdAt } };
    if ((await db.prisma.delivery.count({ where: later, take: 1 })) > 0) return 'superseded';
  }
  const { count } = await db.prisma.delivery.updateMany({
    where: { workspaceId, id, status: 'failed' },
    data: { status: 'pending', attemptCount: 0, nextAttemptAt: now, slotAt: null, heldSince: null },
  });
  const row = await db.prisma.delivery.findFirst({ where: { workspaceId, id }, include: withAttempts });
  if (row === null) return null;
  const delivery = toDelivery(row);
  if (count > 0) return delivery;
  return delivery.status === 'delivered' ? 'delivered' : 'pending';
}
