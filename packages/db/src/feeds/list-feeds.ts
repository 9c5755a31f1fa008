import type { Feed, Page } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { afterCursor, cutPage, newestFirst } from '../newest-first.js';
import { withCounts } from './feed-row.js';

/** The feeds of a workspace, newest first, each with what came in through it. */
export async function listFeeds(
  db: Db,
  { workspaceId, cursor, limit }: { workspaceId: string; cursor?: string | undefined; limit: number },
): Promise<Page<Feed>> {
  const [found, total] = await Promise.all([
    db.prisma.feed.findMany({
      where: { workspaceId, ...afterCursor(cursor) },
      orderBy: newestFirst,
      take: limit + 1,
    }),
    db.prisma.feed.count({ where: { workspaceId } }),
  ]);
  const { rows, nextCursor } = cutPage(found, limit);
  return { items: await withCounts(db, rows, new Date()), nextCursor, total };
}
