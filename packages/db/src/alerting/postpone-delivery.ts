import type { Db } from '../client.js';

/**
 * Sets when a delivery (a UUID) is tried next, without counting an attempt. `slotAt` is when its host has a turn for
 * it, if it was given one; `isHeld` if it waits for a host that is down. Does nothing if an attempt was begun since.
 */
export async function postponeDelivery(
  db: Db,
  {
    deliveryId,
    attemptCount,
    until,
    slotAt = null,
    isHeld = false,
    now,
  }: {
    deliveryId: string;
    attemptCount: number;
    until: Date;
    slotAt?: Date | null;
    isHeld?: boolean;
    now: Date;
  },
): Promise<void> {
  await db.pool.query(
    `update deliveries set next_attempt_at = $3, slot_at = $4,
       held_since = case when $5 then coalesce(held_since, $6) else held_since end
     where id = $1 and status = 'pending' and attempt_count = $2`,
    [deliveryId, attemptCount, until, slotAt, isHeld, now],
  );
}
