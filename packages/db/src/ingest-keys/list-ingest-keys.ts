import type { IngestKey, Page } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { afterCursor, cutPage, newestFirst } from '../newest-first.js';
import { toIngestKey } from './ingest-key-row.js';

/** The ingest keys of a workspace, or of one of its feeds (a UUID), newest first. */
export async function listIngestKeys(
  db: Db,
  {
    workspaceId,
    feedId,
    cursor,
    limit,
  }: {
    workspaceId: string;
    feedId?: string | undefined;
    cursor?: string | undefined;
    limit: number;
  },
): Promise<Page<IngestKey>> {
  const where = { workspaceId, ...(feedId === undefined ? {} : { feedId }) };
  const [found, total] = await Promise.all([
    db.prisma.ingestKey.findMany({
      where: { ...where, ...afterCursor(cursor) },
      orderBy: newestFirst,
      take: limit + 1,
    }),
    db.prisma.ingestKey.count({ where }),
  ]);
  const { rows, nextCursor } = cutPage(found, limit);
  return { items: rows.map(toIngestKey), nextCursor, total };
}
