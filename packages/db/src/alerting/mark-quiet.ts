import type { Transaction } from './with-locked-rule.js';

/** Leaves nothing to tell of the alerts of a rule (a UUID) that have ended. */
export async function markQuiet(transaction: Transaction, ruleId: string, now: Date): Promise<void> {
  await transaction.query(
    `update alerts set end_told_at = $2 where rule_id = $1 and state = 'resolved' and end_told_at is null
       and told_at is not null`,
    [ruleId, now],
  );
  await transaction.query('update alert_groups set due_at = null where rule_id = $1', [ruleId]);
}
