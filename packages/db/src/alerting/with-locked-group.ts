import type { Db } from '../client.js';
import { inTransaction } from '../in-transaction.js';
import { type RuleRow, type Transaction, toWatchedRule, type WatchedRule } from './with-locked-rule.js';

/** Alerts of one rule that are told together. */
export interface AlertGroup {
  id: string;
  key: string;
  /** When people were last told something of it. */
  toldAt: Date | null;
}

/**
 * Runs `work` in one transaction that holds the lock of a group (a UUID) that is due: whoever else wants to tell it
 * finds it told. `null` if it is not due, or somebody has it.
 */
export async function withLockedGroup<Result>(
  db: Db,
  groupId: string,
  now: Date,
  work: (transaction: Transaction, group: AlertGroup, rule: WatchedRule) => Promise<Result>,
): Promise<Result | null> {
  return inTransaction(db, async (client) => {
    const { rows } = await client.query<RuleRow & { group_key: string; told_at: Date | null }>(
      `select r.*, g.key as group_key, g.told_at from alert_groups g join alert_rules r on r.id = g.rule_id
       where g.id = $1 and g.due_at <= $2 for update of g skip locked`,
      [groupId, now],
    );
    const row = rows[0];
    if (row === undefined) return null;
    return work(client, { id: groupId, key: row.group_key, toldAt: row.told_at }, toWatchedRule(row));
  });
}
