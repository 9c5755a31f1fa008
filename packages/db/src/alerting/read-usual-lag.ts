import type { Transaction } from './with-locked-rule.js';

/** Batches of a day that say how late a feed is. */
const batchesMax = 200;
/** With fewer, nothing is usual yet. */
const batchesMin = 10;

/**
 * How many minutes after they happened events usually arrive, in a workspace's latest feed, up to `lagMinutesMax`: old logs that are
 * brought in say nothing about that. 0 where too little has come in the last day.
 */
export async function readUsualLag(
  transaction: Transaction,
  { workspaceId, now, lagMinutesMax }: { workspaceId: string; now: Date; lagMinutesMax: number },
): Promise<number> {
  const { rows } = await transaction.query<{ lag: number }>(
    `select coalesce(max(lag), 0)::float8 as lag from (
       select percentile_cont(0.5) within group (order by last.lag) as lag
       from feeds f cross join lateral (
         select extract(epoch from b.received_at - b.newest_event_at)::float8 / 60 as lag from batches b
         where b.feed_id = f.id and b.accepted > 0
           and b.received_at <= $2 and b.received_at > $2::timestamptz - interval '1 day'
         order by b.received_at desc limit ${batchesMax}
       ) last
       where f.workspace_id = $1 and f.enabled and last.lag between 0 and $3
       group by f.id having count(*) >= ${batchesMin}
     ) feeds`,
    [workspaceId, now, lagMinutesMax],
  );
  return rows[0]?.lag ?? 0;
}
