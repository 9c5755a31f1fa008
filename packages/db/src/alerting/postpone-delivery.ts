import type { Db } from '../client.js';

/** Sets when a delivery (a UUID) is tried next, without counting an attempt. Does nothing if one was begun since. */
export async function postponeDelivery(
  db: Db,
  { deliveryId, attemptCount, until }: { deliveryId: string; attemptCount: number; until: Date },
): Promise<void> {
  await db.pool.query(
    `update deliveries set next_attempt_at = $3
     where id = $1 and status = 'pending' and attempt_count = $2`,
    [deliveryId, attemptCount, until],
  );
}
