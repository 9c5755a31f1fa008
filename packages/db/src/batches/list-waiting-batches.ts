import type { Db } from '../client.js';

/**
 * Ids of batches that have waited for longer than `olderThanMs`, oldest first: their job was lost, or never made.
 */
export async function listWaitingBatches(
  db: Db,
  { olderThanMs, limit }: { olderThanMs: number; limit: number },
): Promise<string[]> {
  const { rows } = await db.pool.query<{ id: string }>(
    `select id from batches
     where status = 'received' and received_at < now() - $1 * interval '1 millisecond'
     order by received_at limit $2`,
    [olderThanMs, limit],
  );
  return rows.map((row) => row.id);
}
