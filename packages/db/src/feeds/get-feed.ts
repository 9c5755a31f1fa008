import type { Feed } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { withCounts } from './feed-row.js';

/** One feed, or `null` if the workspace has none of this id (a UUID). */
export async function getFeed(
  db: Db,
  { workspaceId, id }: { workspaceId: string; id: string },
): Promise<Feed | null> {
  const rows = await db.prisma.feed.findMany({ where: { workspaceId, id } });
  const [feed] = await withCounts(db, rows, new Date());
  return feed ?? null;
}
