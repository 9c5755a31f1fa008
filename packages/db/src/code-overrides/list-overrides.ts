import type { CodeOverride, Page } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { toCodeOverride } from './override-row.js';

/** The overrides of a workspace by error code. The cursor is the last error code of the page before. */
export async function listOverrides(
  db: Db,
  { workspaceId, cursor, limit }: { workspaceId: string; cursor?: string | undefined; limit: number },
): Promise<Page<CodeOverride>> {
  const [found, total] = await Promise.all([
    db.prisma.codeOverride.findMany({
      where: { workspaceId, ...(cursor !== undefined && { errorCode: { gt: cursor } }) },
      orderBy: { errorCode: 'asc' },
      take: limit + 1,
    }),
    db.prisma.codeOverride.count({ where: { workspaceId } }),
  ]);
  const rows = found.slice(0, limit);
  return {
    items: rows.map(toCodeOverride),
    nextCursor: found.length > limit ? (rows.at(-1)?.errorCode ?? null) : null,
    total,
  };
}
