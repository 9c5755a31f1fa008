import type { FiringAlert } from './firing-alert.js';
import type { Transaction } from './with-locked-rule.js';

/** The alerts of a rule (a UUID) that fire, by key. */
export async function listFiring(
  transaction: Transaction,
  ruleId: string,
): Promise<Map<string, FiringAlert>> {
  const { rows } = await transaction.query<FiringAlert>(
    `select id, key, level, group_id as "groupId", silenced_by as "silencedBy",
       muted_at is not null as muted, told_level as "toldLevel"
     from alerts where rule_id = $1 and state = 'firing'`,
    [ruleId],
  );
  return new Map(rows.map((alert) => [alert.key, alert]));
}
