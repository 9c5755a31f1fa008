import type { AlertRule } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { toAlertRule, withChannels } from './alert-rule-row.js';

/** One alert rule, or `null` if the workspace has none of this id (a UUID). */
export async function getAlertRule(
  db: Db,
  { workspaceId, id }: { workspaceId: string; id: string },
): Promise<AlertRule | null> {
  const row = await db.prisma.alertRule.findFirst({ where: { workspaceId, id }, include: withChannels });
  return row && toAlertRule(row);
}
