import type { ApiToken, Page } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { afterCursor, cutPage, newestFirst } from '../newest-first.js';
import { toApiToken } from './api-token-row.js';

/** The API tokens of a workspace, newest first. */
export async function listApiTokens(
  db: Db,
  { workspaceId, cursor, limit }: { workspaceId: string; cursor?: string | undefined; limit: number },
): Promise<Page<ApiToken>> {
  const [found, total] = await Promise.all([
    db.prisma.apiToken.findMany({
      where: { workspaceId, ...afterCursor(cursor) },
      orderBy: newestFirst,
      take: limit + 1,
    }),
    db.prisma.apiToken.count({ where: { workspaceId } }),
  ]);
  const { rows, nextCursor } = cutPage(found, limit);
  return { items: rows.map(toApiToken), nextCursor, total };
}
