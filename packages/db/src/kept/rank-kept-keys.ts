import type { Db } from '../client.js';
import { compareTexts } from '../readings/compare-texts.js';
import { type CountedKey, type KeyTotal, listedTotal } from '../readings/count-keys.js';
import type { Scope } from '../readings/counted-events.js';
import type { Behind } from '../readings/split-span.js';
import { keptBuckets } from './kept-buckets.js';
import { selectUnlisted, type Unlisted } from './key-sql.js';
import { JoinedPeople } from './people-set.js';
import { addKey, type KeysOfSpan, type RankedKeys, readKeys } from './read-keys.js';

/** Candidates beyond the page: a key that is not among the first of every hour may rise when it is counted whole. */
const spareCandidates = 30;

/**
 * The most frequent keys among the failures of a span, all or those of a subject, counted whole, and how many keys are listed: all that there are, unless a
 * list was full. From the lists that this process keeps in memory. What a full list left out is looked up once and kept with it. `null` if too much of the span is not summed up yet.
 */
export async function rankKeptKeys(
  db: Db,
  scope: Scope & { behind: Behind },
  of: RankedKeys,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ keys: CountedKey[]; listed: KeyTotal } | null> {
  const keys = await readKeys(db, scope, of);
  if (keys === null) return null;
  const shown = offset + limit + 1;
  const { sums, mosts } = boundKeys(keys);
  const least = [...sums.values()].sort((a, b) => b - a)[shown - 1] ?? 0;
  const firstOf = (ranks: ReadonlyMap<string, number>) =>
    [...ranks]
      .filter(([key]) => (mosts.get(key) ?? 0) >= least)
      .sort(([keyA, a], [keyB, b]) => b - a || compareTexts(keyA, keyB))
      .slice(0, shown + spareCandidates)
      .map(([key]) => key);
  // Of one that was counted whole before, what it has at most is what it has: others may have more at most, and less.
  const candidates = [...new Set([...firstOf(sums), ...firstOf(mosts)])];
  const counted = await countWhole(db, keys, candidates);
  counted.sort((a, b) => b.events - a.events || compareTexts(a.key, b.key));
  return {
    keys: counted.slice(offset, shown),
    listed: listedTotal(
      sums.size,
      keys.buckets.some(({ counts }) => counts.isFull),
    ),
  };
}

/**
 * How often each key failed as far as it is listed, and at most: a key that a full list leaves out has at most as many failures there
 * as the last that it lists. Whoever cannot come among the first with so many more need not be counted whole.
 */
function boundKeys({ buckets, minutes }: KeysOfSpan): {
  sums: Map<string, number>;
  mosts: Map<string, number>;
} {
  const sums = new Map<string, number>();
  /** What the full lists that have a key would leave it at most, did they not have it. */
  const known = new Map<string, number>();
  let ofAll = 0;
  const add = (to: Map<string, number>, key: string, events: number) =>
    to.set(key, (to.get(key) ?? 0) + events);
  for (const { counts } of buckets) {
    const least = counts.isFull ? counts.least : 0;
    ofAll += least;
    for (const [key, { events }] of counts.byKey) {
      if (events > 0) add(sums, key, events);
      if (least > 0) add(known, key, least);
    }
  }
  for (const { names, events } of minutes)
    for (const [index, key] of names.entries()) add(sums, key, events[index] ?? 0);
  const mosts = new Map([...sums].map(([key, events]) => [key, events + ofAll - (known.get(key) ?? 0)]));
  return { sums, mosts };
}

/** Failures of some keys in a span, as {@link rankKeptKeys} counts them. */
export async function countKeptKeys(
  db: Db,
  scope: Scope & { behind: Behind },
  of: RankedKeys,
  asked: string[],
): Promise<CountedKey[] | null> {
  const keys = await readKeys(db, scope, of);
  return keys === null ? null : countWhole(db, keys, asked);
}

async function countWhole(db: Db, keys: KeysOfSpan, asked: string[]): Promise<CountedKey[]> {
  await lookUpUnlisted(db, keys, asked);
  const counted = new Map(asked.map((key) => [key, { events: 0, people: new JoinedPeople() }]));
  for (const { counts } of keys.buckets) {
    for (const [key, own] of counted) {
      const found = counts.byKey.get(key);
      if (found === undefined) continue;
      own.events += found.events;
      if (found.people !== null) own.people.addSet(found.people);
    }
  }
  for (const { names, person, events } of keys.minutes) {
    for (const [index, key] of names.entries()) {
      const own = counted.get(key);
      if (own === undefined) continue;
      own.events += events[index] ?? 0;
      const place = person[index] ?? -1;
      if (place >= 0) own.people.addPlace(place);
    }
  }
  return [...counted].map(([key, { events, people }]) => ({
    key,
    events,
    // A person is one person: there is nobody to tell apart.
    people: keys.of.dimension === 'user' ? 1 : people.count(),
  }));
}

/** Counts the keys that a full list does not have, and keeps what was found with the list. */
async function lookUpUnlisted(db: Db, keys: KeysOfSpan, asked: string[]): Promise<void> {
  const { of, buckets } = keys;
  const missing = buckets.flatMap((bucket) =>
    bucket.counts.isFull
      ? asked.filter((key) => !bucket.counts.byKey.has(key)).map((key) => ({ key, bucket }))
      : [],
  );
  if (missing.length === 0) return;
  const unlisted = missing.map(
    ({ key, bucket }): Unlisted => ({ key, from: new Date(bucket.from), to: new Date(bucket.to) }),
  );
  const { rows } = await db.pool.query<{ place: number; events: number; people: Buffer | null }>(
    selectUnlisted(of, unlisted),
  );
  const found = new Map(rows.map((row) => [row.place - 1, row]));
  const kept = keptBuckets(db).keys;
  for (const [index, { key, bucket }] of missing.entries()) {
    const own = found.get(index);
    addKey(bucket.counts, key, own?.events ?? 0, own?.people ?? null);
    kept.keep(bucket.place, { version: bucket.version, value: bucket.counts, bytes: bucket.counts.bytes });
  }
}
