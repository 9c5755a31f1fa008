import type { AlertRule, Page } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { afterCursor, cutPage, newestFirst } from '../newest-first.js';
import { toAlertRule, withChannels } from './alert-rule-row.js';

/** The alert rules of a workspace, newest first, each with the state of watching it. */
export async function listAlertRules(
  db: Db,
  { workspaceId, cursor, limit }: { workspaceId: string; cursor?: string | undefined; limit: number },
): Promise<Page<AlertRule>> {
  const [found, total] = await Promise.all([
    db.prisma.alertRule.findMany({
      where: { workspaceId, ...afterCursor(cursor) },
      orderBy: newestFirst,
      take: limit + 1,
      include: withChannels,
    }),
    db.prisma.alertRule.count({ where: { workspaceId } }),
  ]);
  const { rows, nextCursor } = cutPage(found, limit);
  return { items: rows.map(toAlertRule), nextCursor, total };
}
