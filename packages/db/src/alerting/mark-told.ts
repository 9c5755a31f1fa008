import { hasEnded, isNews } from './count-group.js';
import type { Transaction } from './with-locked-rule.js';

/**
 * Notes that a group (a UUID) has been told: all in it that fires, and all in it that has ended. The history of each says so,
 * and to how many channels; where there are none, it is recorded all the same, and is not told again.
 */
export async function markTold(
  transaction: Transaction,
  { groupId, channels, now }: { groupId: string; channels: number; now: Date },
): Promise<void> {
  await transaction.query(
    `with told as (
       update alerts set told_at = coalesce(told_at, $2), told_level = level
       where group_id = $1 and ${isNews} returning id
     ), over as (
       update alerts set end_told_at = $2 where group_id = $1 and ${hasEnded} returning id
     )
     insert into alert_changes (id, alert_id, at, what, note)
     select gen_random_uuid(), id, $2, 'told', $3 from told
     union all select gen_random_uuid(), id, $2, 'told-over', $3 from over`,
    [groupId, now, noteOf(channels)],
  );
  await transaction.query('update alert_groups set told_at = $2 where id = $1', [groupId, now]);
}

function noteOf(channels: number): string {
  if (channels === 0) return 'To nobody: its rule tells no channel that is on.';
  return channels === 1 ? 'To one channel.' : `To ${channels} channels.`;
}
