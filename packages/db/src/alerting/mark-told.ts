import { hasEnded, isNews } from './count-group.js';
import type { Transaction } from './with-locked-rule.js';

/**
 * Notes that people have been told of a group (a UUID): of all in it that fires, and of all in it that has ended.
 * The history of each says so.
 */
export async function markTold(transaction: Transaction, groupId: string, now: Date): Promise<void> {
  await transaction.query(
    `with told as (
       update alerts set told_at = coalesce(told_at, $2), told_level = level
       where group_id = $1 and ${isNews} returning id
     ), over as (
       update alerts set end_told_at = $2 where group_id = $1 and ${hasEnded} returning id
     )
     insert into alert_changes (id, alert_id, at, what)
     select gen_random_uuid(), id, $2, 'told' from told
     union all select gen_random_uuid(), id, $2, 'told-over' from over`,
    [groupId, now],
  );
  await transaction.query('update alert_groups set told_at = $2 where id = $1', [groupId, now]);
}
