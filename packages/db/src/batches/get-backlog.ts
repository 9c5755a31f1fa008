import type { Db } from '../client.js';

/** What waits to be analyzed. */
export interface Backlog {
  batches: number;
  /** As sent, so compressed if the senders compress. */
  bytes: number;
}

/** How much is stored and not counted yet. Cheap: an index holds the waiting batches alone. */
export async function getBacklog(db: Db): Promise<Backlog> {
  const { rows } = await db.pool.query<{ batches: string; bytes: string }>(
    "select count(*) as batches, coalesce(sum(bytes), 0) as bytes from batches where status = 'received'",
  );
  return { batches: Number(rows[0]?.batches ?? 0), bytes: Number(rows[0]?.bytes ?? 0) };
}
