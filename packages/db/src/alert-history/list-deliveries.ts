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
    ...(alertId === undefined ? {} : { alertId }),
    ...(channelId === undefined ? {} : { channelId }),
  };
  const [found, total] = await Promise.all([
    db.prisma.delivery.findMany({
      where: { ...where, ...afterCursor(cursor) },
      orderBy: newestFirst,
      take: limit + 1,
      include: withAttempts,
    }),
    db.prisma.delivery.count({ where }),
  ]);
  const { rows, nextCursor } = cutPage(found, limit);
  return { items: rows.map(toDelivery), nextCursor, total };
}
