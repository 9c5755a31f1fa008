import type { Page, SavedView } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { afterCursor, cutPage, newestFirst } from '../newest-first.js';
import { seenBy, toSavedView } from './saved-view-row.js';

/** The views that somebody sees, newest first. */
export async function listSavedViews(
  db: Db,
  query: { workspaceId: string; asker: string; cursor?: string | undefined; limit: number },
): Promise<Page<SavedView>> {
  const { workspaceId, asker, cursor, limit } = query;
  const where = seenBy(workspaceId, asker);
  const [found, total] = await Promise.all([
    db.prisma.savedView.findMany({
      where: { AND: [where, afterCursor(cursor)] },
      orderBy: newestFirst,
      take: limit + 1,
    }),
    db.prisma.savedView.count({ where }),
  ]);
  const { rows, nextCursor } = cutPage(found, limit);
  return { items: rows.map((row) => toSavedView(row, asker)), nextCursor, total };
}
