import type { Db } from '../client.js';

/** How long a delivery is left to the job that was made for it. */
const graceMs = 10_000;

/**
 * Deliveries that should have been tried by now, longest due first: their job was lost, or never made. `attempt` is
 * how often they have been tried.
 */
export async function listDueDeliveries(
  db: Db,
  { now, limit }: { now: Date; limit: number },
): Promise<{ deliveryId: string; attempt: number }[]> {
  const { rows } = await db.pool.query<{ deliveryId: string; attempt: number }>(
    `select id as "deliveryId", attempt_count as attempt from deliveries
     where status = 'pending' and next_attempt_at < $1 order by next_attempt_at limit $2`,
    [new Date(now.getTime() - graceMs), limit],
  );
  return rows;
}
