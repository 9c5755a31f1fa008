import { type AlertEvaluation, alertEvaluationSchema } from '@turnaway/contracts';
import type { Db } from '../client.js';

/** Looks at a rule (a UUID), or of these at what one of its alerts (a UUID) is about, the latest first; `null` if the workspace has no such rule. */
export async function listEvaluations(
  db: Db,
  {
    workspaceId,
    ruleId,
    from,
    to,
    alertId,
    limit,
  }: {
    workspaceId: string;
    ruleId: string;
    from?: string | undefined;
    to?: string | undefined;
    alertId?: string | undefined;
    limit: number;
  },
): Promise<AlertEvaluation[] | null> {
  if ((await db.prisma.alertRule.count({ where: { workspaceId, id: ruleId } })) === 0) return null;
  const alert =
    alertId === undefined ? null : await db.prisma.alert.findFirst({ where: { ruleId, id: alertId } });
  if (alertId !== undefined && alert === null) return [];
  const rows = await db.prisma.alertEvaluation.findMany({
    where: {
      ruleId,
      ...(alert === null ? {} : { key: alert.key }),
      at: { ...(from === undefined ? {} : { gte: from }), ...(to === undefined ? {} : { lt: to }) },
    },
    orderBy: { at: 'desc' },
    take: limit,
  });
  return rows.map((row) => alertEvaluationSchema.parse({ ...row, at: row.at.toISOString() }));
}
