import type { AlertKind } from '@turnaway/contracts';
import type { Db } from '../client.js';

/** A rule, as far as it matters whether it may still say something. */
export interface TellingRule {
  id: string;
  kind: AlertKind;
  lastEvaluatedAt: Date | null;
}

/** Rules of one workspace that are looked at, at the most. */
const rulesMax = 1_000;

/** The rules of a workspace that are on, and when each was last looked at. */
export async function listTellingRules(
  { pool }: Pick<Db, 'pool'>,
  workspaceId: string,
): Promise<TellingRule[]> {
  const { rows } = await pool.query<TellingRule>(
    `select id, kind, last_evaluated_at as "lastEvaluatedAt" from alert_rules
     where workspace_id = $1 and enabled order by created_at, id limit $2`,
    [workspaceId, rulesMax],
  );
  return rows;
}
