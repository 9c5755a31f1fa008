import type { Db } from '../client.js';
import type { PendingDelivery } from './get-pending-delivery.js';

/** Messages on their way to one channel about the same group of alerts, or the same alert. */
export interface Turn {
  /** One before it was not tried yet, or is being tried: this one would overtake it. Those held back do not count. */
  mustWait: boolean;
  /** One after it says what holds by now. */
  isSuperseded: boolean;
}

/** No message is waited for that was due so long ago: the worker that had it may have died. */
const waitMaxMs = 120_000;

/** Where a message stands among those about the same. A message about no alert has no others. */
export async function findTurn(
  db: Db,
  { id, channel, groupId, alertId, createdAt }: PendingDelivery,
  now: Date,
): Promise<Turn> {
  const { rows } = await db.pool.query<Turn>(
    `with same as (
       select id, status, attempt_count, created_at, next_attempt_at, held_since from deliveries
       where channel_id = $2 and id <> $1
         -- Each side has an index of its own: a channel may have thousands of messages on their way.
         and (group_id = $3::uuid or ($3::uuid is null and alert_id = $4::uuid))
     )
     select exists (select 1 from same where created_at > $5) as "isSuperseded",
       exists (
         select 1 from same
         where created_at < $5 and next_attempt_at > $6 and status = 'pending' and held_since is null
           and (attempt_count = 0
             or attempt_count > (select count(*) from delivery_attempts where delivery_id = same.id))
       ) as "mustWait"`,
    [id, channel.id, groupId, alertId, createdAt, new Date(now.getTime() - waitMaxMs)],
  );
  return rows[0] ?? { mustWait: false, isSuperseded: false };
}
