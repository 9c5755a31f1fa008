import type { FiringAlert } from './firing-alert.js';
import type { Transaction } from './with-locked-rule.js';

/** The alerts of a rule (a UUID) that fire, by key. */
export async function listFiring(
  transaction: Transaction,
  ruleId: string,
): Promise<Map<string, FiringAlert>> {
  const { rows } = await transaction.query<FiringAlert>(
    `select a.id, a.key, a.level, a.group_id as "groupId", a.silenced_by as "silencedBy",
       a.muted_at is not null as muted, a.told_level as "toldLevel", a.usual, teller.rule_name as "toldBy"
     from alerts a left join alerts teller on teller.id = a.inhibited_by
     where a.rule_id = $1 and a.state = 'firing'`,
    [ruleId],
  );
  return new Map(rows.map((alert) => [alert.key, alert]));
}
