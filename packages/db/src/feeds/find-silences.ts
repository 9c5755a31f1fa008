import type { Db } from '../client.js';
import { type Arrivals, findQuiet, isSilence, type Quiet } from './silence.js';

/** Batches that say what gap is usual. */
const recentMax = 50;

/** Which of these feeds (UUIDs) have gone silent, and since when: see `silence.ts` for what that means. */
export async function findSilences(
  db: Db,
  feedIds: readonly string[],
  now: Date,
): Promise<Map<string, Date>> {
  const quiets = (await listArrivals(db, feedIds)).flatMap(({ feedId, arrivals }) => {
    const quiet = findQuiet(arrivals, now);
    return quiet === null ? [] : [{ feedId, since: arrivals.newestAt, quiet }];
  });
  const spells = await countSpells(db, quiets);
  return new Map(
    quiets
      .filter(({ feedId, quiet }) => isSilence(quiet, spells.get(feedId) ?? 0))
      .map(({ feedId, since }) => [feedId, since]),
  );
}

async function listArrivals(
  db: Db,
  feedIds: readonly string[],
): Promise<{ feedId: string; arrivals: Arrivals }[]> {
  const { rows } = await db.pool.query<{
    feed_id: string;
    oldest_at: Date;
    newest_at: Date;
    gaps_ms: number[];
  }>(
    `select feed_id, oldest.received_at as oldest_at, recent.newest_at, recent.gaps_ms
       from unnest($1::uuid[]) as feed_id
       join lateral (
         select received_at from batches where batches.feed_id = feed_id.feed_id order by received_at limit 1
       ) oldest on true
       join lateral (
         select max(received_at) as newest_at,
                coalesce(array_agg(extract(epoch from gap)::float8 * 1000) filter (where gap is not null), '{}') as gaps_ms
           from (
             select received_at, received_at - lead(received_at) over (order by received_at desc) as gap
               from (
                 select received_at from batches where batches.feed_id = feed_id.feed_id
                  order by received_at desc limit $2
               ) last
           ) spaced
       ) recent on true`,
    [feedIds, recentMax],
  );
  return rows.map((row) => ({
    feedId: row.feed_id,
    arrivals: { oldestAt: row.oldest_at, newestAt: row.newest_at, gapsMs: row.gaps_ms },
  }));
}

async function countSpells(
  db: Db,
  quiets: readonly { feedId: string; quiet: Quiet }[],
): Promise<Map<string, number>> {
  const compared = quiets.flatMap(({ feedId, quiet: { before, spellMs } }) =>
    before === null ? [] : [{ feedId, ...before, spellMs }],
  );
  if (compared.length === 0) return new Map();
  const { rows } = await db.pool.query<{ feed_id: string; spells: number }>(
    `select span.feed_id, count(distinct floor(extract(epoch from received_at - from_at) * 1000 / spell_ms))::int as spells
       from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[], $4::float8[]) as span (feed_id, from_at, to_at, spell_ms)
       join batches on batches.feed_id = span.feed_id and received_at > from_at and received_at <= to_at
      group by span.feed_id`,
    [
      compared.map(({ feedId }) => feedId),
      compared.map(({ from }) => from),
      compared.map(({ to }) => to),
      compared.map(({ spellMs }) => spellMs),
    ],
  );
  return new Map(rows.map((row) => [row.feed_id, row.spells]));
}
