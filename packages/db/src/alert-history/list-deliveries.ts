import type { Delivery, Page } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { afterCursor, cutPage, newestFirst } from '../newest-first.js';
import { toDelivery, withAttempts } from './delivery-row.js';

/** The deliveries of a workspace, of one alert or to one channel (both UUIDs), newest first. */
export async function listDeliveries(
  db: Db,
  {
    workspaceId,
    alertId,
    channelId,
    cursor,
    limit,
  }: {
    workspaceId: string;
    alertId?: string | undefined;
    channelId?: string | undefined;
    cursor?: string | undefined;
    limit: number;
  },
): Promise<Page<Delivery>> {
  const where = {
    workspaceId,
    ...(alertId === undefined ? {} : await aboutAlert(db, workspaceId, alertId)),
    ...(channelId === undefined ? {} : { channelId }),
  };
  const [found, total] = await Promise.all([
    db.prisma.delivery.findMany({
      where: { AND: [where, afterCursor(cursor)] },
      orderBy: newestFirst,
      take: limit + 1,
      include: withAttempts,
    }),
    db.prisma.delivery.count({ where }),
  ]);
  const { rows, nextCursor } = cutPage(found, limit);
  return { items: rows.map(toDelivery), nextCursor, total };
}

/** A message is about an alert that leads in it, and about all others of its group that it told of. */
async function aboutAlert(db: Db, workspaceId: string, alertId: string) {
  const alert = await db.prisma.alert.findFirst({ where: { workspaceId, id: alertId } });
  if (alert?.toldAt === null || alert?.toldAt === undefined || alert.groupId === null) return { alertId };
  const until = alert.endToldAt ?? alert.endedAt ?? undefined;
  return {
    OR: [
      { alertId },
      {
        groupId: alert.groupId,
        createdAt: { gte: alert.toldAt, ...(until === undefined ? {} : { lte: until }) },
      },
    ],
  };
}
