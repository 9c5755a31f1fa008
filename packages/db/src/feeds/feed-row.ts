import { type Feed, feedVerificationSchema } from '@turnaway/contracts';
import type { Db } from '../client.js';
import type { Feed as FeedRow } from '../generated/client.js';
import { findSilences } from './find-silences.js';

interface FeedCounts {
  feed_id: string;
  batches: string;
  accepted: string;
  rejected: string;
  newest_batch_at: Date;
  newest_event_at: Date | null;
  lag_seconds: number | null;
}

/** Joins feeds to the counts of their batches and to how fresh they are, in the form that the API answers. */
export async function withCounts(db: Db, rows: FeedRow[], now: Date): Promise<Feed[]> {
  const ids = rows.map(({ id }) => id);
  const [{ rows: counts }, silences] = await Promise.all([
    db.pool.query<FeedCounts>(
      `with counted as (
         select feed_id, count(*) as batches, sum(accepted) as accepted, sum(rejected) as rejected,
                max(received_at) as newest_batch_at, max(newest_event_at) as newest_event_at
           from batches where feed_id = any($1::uuid[]) group by feed_id
       )
       select counted.*, newest.lag_seconds
         from counted left join lateral (
           select greatest(0, round(extract(epoch from received_at - newest_event_at)))::int as lag_seconds
             from batches where batches.feed_id = counted.feed_id and newest_event_at is not null
             order by received_at desc limit 1
         ) newest on true`,
      [ids],
    ),
    findSilences(db, ids, now),
  ]);
  const byFeed = new Map(counts.map((count) => [count.feed_id, count]));
  return rows.map((row) => {
    const count = byFeed.get(row.id);
    return {
      id: row.id,
      name: row.name,
      systemHint: row.systemHint,
      enabled: row.enabled,
      timeZone: row.timeZone,
      verification: row.verification === null ? null : feedVerificationSchema.parse(row.verification),
      createdAt: row.createdAt.toISOString(),
      newestBatchAt: count?.newest_batch_at.toISOString() ?? null,
      newestEventAt: count?.newest_event_at?.toISOString() ?? null,
      lagSeconds: count?.lag_seconds ?? null,
      silentSince: row.enabled ? (silences.get(row.id)?.toISOString() ?? null) : null,
      batches: Number(count?.batches ?? 0),
      accepted: Number(count?.accepted ?? 0),
      rejected: Number(count?.rejected ?? 0),
    };
  });
}
