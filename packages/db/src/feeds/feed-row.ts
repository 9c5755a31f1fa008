import type { Feed } from '@turnaway/contracts';
import type { Db } from '../client.js';
import type { Feed as FeedRow } from '../generated/client.js';

interface FeedCounts {
  feed_id: string;
  batches: string;
  accepted: string;
  rejected: string;
  newest_batch_at: Date;
}

/** Joins feeds to the counts of their batches, in the form that the API answers. */
export async function withCounts(db: Db, rows: FeedRow[]): Promise<Feed[]> {
  const { rows: counts } = await db.pool.query<FeedCounts>(
    `select feed_id, count(*) as batches, sum(accepted) as accepted, sum(rejected) as rejected,
            max(received_at) as newest_batch_at
       from batches where feed_id = any($1::uuid[]) group by feed_id`,
    [rows.map(({ id }) => id)],
  );
  const byFeed = new Map(counts.map((count) => [count.feed_id, count]));
  return rows.map((row) => {
    const count = byFeed.get(row.id);
    return {
      id: row.id,
      name: row.name,
      systemHint: row.systemHint,
      enabled: row.enabled,
      createdAt: row.createdAt.toISOString(),
      newestBatchAt: count?.newest_batch_at.toISOString() ?? null,
      batches: Number(count?.batches ?? 0),
      accepted: Number(count?.accepted ?? 0),
      rejected: Number(count?.rejected ?? 0),
    };
  });
}
