import type { Channel, Page } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { afterCursor, cutPage, newestFirst } from '../newest-first.js';
import { toChannels } from './channel-row.js';

/** The channels of a workspace, newest first. */
export async function listChannels(
  db: Db,
  { workspaceId, cursor, limit }: { workspaceId: string; cursor?: string | undefined; limit: number },
): Promise<Page<Channel>> {
  const [found, total] = await Promise.all([
    db.prisma.channel.findMany({
      where: { workspaceId, ...afterCursor(cursor) },
      orderBy: newestFirst,
      take: limit + 1,
    }),
    db.prisma.channel.count({ where: { workspaceId } }),
  ]);
  const { rows, nextCursor } = cutPage(found, limit);
  return { items: await toChannels(db, rows), nextCursor, total };
}
