import type { Db } from '../client.js';

/**
 * Takes the next attempt of a delivery, if nobody else has: true for one caller of all that read the same
 * `attemptCount`. Until `leaseUntil` it is nobody else's turn; after that, the one who took it is taken for dead.
 */
export async function claimAttempt(
  db: Db,
  { deliveryId, attemptCount, leaseUntil }: { deliveryId: string; attemptCount: number; leaseUntil: Date },
): Promise<boolean> {
  const { rowCount } = await db.pool.query(
    `update deliveries set attempt_count = attempt_count + 1, next_attempt_at = $3, slot_at = null
     where id = $1 and status = 'pending' and attempt_count = $2`,
    [deliveryId, attemptCount, leaseUntil],
  );
  return rowCount === 1;
}
