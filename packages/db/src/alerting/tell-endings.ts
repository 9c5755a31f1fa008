import { hasEnded } from './count-groups.js';
import type { Transaction } from './with-locked-rule.js';

/** Makes the groups of a rule (a UUID) due at once in which alerts are over that people were told of, and no others. */
export async function tellEndings(transaction: Transaction, ruleId: string, now: Date): Promise<void> {
  await transaction.query(
    `update alert_groups set due_at = case
       when exists (select 1 from alerts where group_id = alert_groups.id and ${hasEnded}) then $2::timestamptz end
     where rule_id = $1`,
    [ruleId, now],
  );
}
