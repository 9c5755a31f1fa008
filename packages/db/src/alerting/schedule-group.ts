import type { Transaction } from './with-locked-rule.js';

/** Says when a group (a UUID) is to be looked at again; `null`: once something new comes. */
export async function scheduleGroup(
  transaction: Transaction,
  groupId: string,
  dueAt: Date | null,
): Promise<void> {
  await transaction.query('update alert_groups set due_at = $2 where id = $1', [groupId, dueAt]);
}
