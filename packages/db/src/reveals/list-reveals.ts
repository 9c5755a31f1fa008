import { type Page, type Reveal, revealSchema } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { afterCursor, cutPage, newestFirst } from '../newest-first.js';

/** Who looked behind pseudonyms in a workspace, the latest first. */
export async function listReveals(
  db: Db,
  { workspaceId, cursor, limit }: { workspaceId: string; cursor?: string | undefined; limit: number },
): Promise<Page<Reveal>> {
  const [found, total] = await Promise.all([
    db.prisma.reveal.findMany({
      where: { workspaceId, ...afterCursor(cursor) },
      orderBy: newestFirst,
      take: limit + 1,
    }),
    db.prisma.reveal.count({ where: { workspaceId } }),
  ]);
  const { rows, nextCursor } = cutPage(found, limit);
  const items = rows.map(({ createdAt, ...row }) =>
    revealSchema.parse({ ...row, at: createdAt.toISOString() }),
  );
  return { items, nextCursor, total };
}
