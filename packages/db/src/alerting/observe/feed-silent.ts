import type { FeedObservation } from '@turnaway/contracts';
import { dayMs, hourMs, minuteMs } from '../../readings/range.js';
import type { Transaction } from '../with-locked-rule.js';
import type { Observer } from './observer.js';

const historyDays = 28;
/** Batches that say how late a feed usually is. */
const lagBatchesMax = 1_000;

/**
 * When each feed last brought something, and how late. What it usually brings is only counted for a feed that has
 * been quiet for a while: by the hours in which its batches came.
 */
export const observeFeedSilent: Observer<'feed-silent'> = async (transaction, { rule, params, now }) => {
  const feeds = await listFeeds(transaction, rule.workspaceId, rule.filter.feed ?? null, now);
  const quietSince = now.getTime() - params.silentMinutes * minuteMs;
  const quiet = feeds.filter(
    ({ newestBatchAt }) => newestBatchAt !== null && Date.parse(newestBatchAt) <= quietSince,
  );
  const history = await readHistory(
    transaction,
    quiet.map(({ feedId }) => feedId),
    now,
  );
  return feeds.map((feed) => ({ ...feed, history: history.get(feed.feedId) ?? [] }));
};

async function listFeeds(
  transaction: Transaction,
  workspaceId: string,
  feedIds: readonly string[] | null,
  now: Date,
): Promise<Omit<FeedObservation, 'history'>[]> {
  const { rows } = await transaction.query<{
    id: string;
    name: string;
    newest_event_at: Date | null;
    newest_batch_at: Date;
    oldest_batch_at: Date;
    lag: number | null;
    usual_lag: number | null;
  }>(
    `select f.id, f.name, recent.newest_event_at, recent.newest_batch_at, recent.lag, recent.usual_lag,
       (select b.received_at from batches b where b.feed_id = f.id and b.accepted > 0 order by b.received_at limit 1)
         as oldest_batch_at
     from feeds f, lateral (
       select max(newest_event_at) as newest_event_at, max(received_at) as newest_batch_at,
         percentile_cont(0.5) within group (order by lag) filter (where received_at > $3::timestamptz - interval '1 hour') as lag,
         percentile_cont(0.5) within group (order by lag) filter (where received_at <= $3::timestamptz - interval '1 hour') as usual_lag
       from (
         select newest_event_at, received_at,
           extract(epoch from received_at - newest_event_at)::float8 / 60 as lag
         from batches b
         where b.feed_id = f.id and b.accepted > 0 and received_at <= $3
         order by received_at desc limit ${lagBatchesMax}
       ) last where received_at > $3::timestamptz - interval '${historyDays} days'
     ) recent
     where f.workspace_id = $1 and f.enabled and ($2::text[] is null or f.id::text = any($2))
       and recent.newest_batch_at is not null
     order by f.name, f.id`,
    [workspaceId, feedIds, now],
  );
  return rows.map((row) => ({
    feedId: row.id,
    name: row.name,
    newestEventAt: row.newest_event_at?.toISOString() ?? null,
    newestBatchAt: row.newest_batch_at.toISOString(),
    lagMinutes: row.lag,
    usualLagMinutes: row.usual_lag,
    learnedSince: row.oldest_batch_at.toISOString(),
  }));
}

async function readHistory(
  transaction: Transaction,
  feedIds: readonly string[],
  now: Date,
): Promise<Map<string, FeedObservation['history']>> {
  const history = new Map<string, FeedObservation['history']>();
  if (feedIds.length === 0) return history;
  const until = new Date(Math.floor(now.getTime() / hourMs) * hourMs + hourMs);
  const { rows } = await transaction.query<{ feed_id: string; at: Date; events: number }>(
    `select feed_id, date_bin('1 hour', received_at, '2000-01-01Z') as at, sum(accepted)::float8 as events
     from batches where feed_id = any($1::uuid[]) and received_at >= $2 and received_at < $3 and accepted > 0
     group by 1, 2`,
    [feedIds, new Date(until.getTime() - historyDays * dayMs - dayMs), until],
  );
  for (const { feed_id, at, events } of rows) {
    const slots = history.get(feed_id) ?? [];
    slots.push({ at: at.toISOString(), minutes: 60, events });
    history.set(feed_id, slots);
  }
  return history;
}
