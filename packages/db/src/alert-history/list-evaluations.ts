import { type AlertEvaluation, alertEvaluationSchema } from '@turnaway/contracts';
import type { Db } from '../client.js';

/** Looks at a rule (a UUID), the latest first; `null` if the workspace has no such rule. */
export async function listEvaluations(
  db: Db,
  {
    workspaceId,
    ruleId,
    from,
    to,
    limit,
  }: {
    workspaceId: string;
    ruleId: string;
    from?: string | undefined;
    to?: string | undefined;
    limit: number;
  },
): Promise<AlertEvaluation[] | null> {
  if ((await db.prisma.alertRule.count({ where: { workspaceId, id: ruleId } })) === 0) return null;
  const rows = await db.prisma.alertEvaluation.findMany({
    where: {
      ruleId,
      at: { ...(from === undefined ? {} : { gte: from }), ...(to === undefined ? {} : { lt: to }) },
    },
    orderBy: { at: 'desc' },
    take: limit,
  });
  return rows.map((row) => alertEvaluationSchema.parse({ ...row, at: row.at.toISOString() }));
}
