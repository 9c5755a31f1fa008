import { randomUUID } from 'node:crypto';
import type { Db } from '../client.js';

/**
 * Ends a delivery (a UUID) that is not to be sent, or not once more. The `reason`, a sentence, stands among its
 * attempts. Does nothing if an attempt was begun since `attemptCount` was read.
 */
export async function failUnsent(
  db: Db,
  {
    deliveryId,
    attemptCount,
    reason,
    now,
  }: { deliveryId: string; attemptCount: number; reason: string; now: Date },
): Promise<void> {
  await db.pool.query(
    `with failed as (
       update deliveries set status = 'failed', next_attempt_at = null
       where id = $1 and status = 'pending' and attempt_count = $2 returning id
     )
     insert into delivery_attempts (id, delivery_id, at, latency_ms, response_excerpt)
     select $3, id, $4, 0, $5 from failed`,
    [deliveryId, attemptCount, randomUUID(), now, reason],
  );
}
