import type { Db } from '../client.js';
import { type KeyDimension, keysOfAllMax } from '../folds/fold-keys.js';
import { compareTexts } from '../readings/compare-texts.js';
import type { CountedKey } from '../readings/count-keys.js';
import type { Scope } from '../readings/counted-events.js';
import { minuteMs, type Span } from '../readings/range.js';
import { type Behind, splitByLists } from '../readings/split-span.js';
import { type Asked, readVersions, sortOut, versionKey } from './asked-buckets.js';
import { type KeyCounts, keptBuckets, type MinuteKeys } from './kept-buckets.js';
import {
  type ListedRow,
  type MinuteKeysRow,
  selectLists,
  selectMinuteKeys,
  selectUnlisted,
  type Unlisted,
} from './key-sql.js';
import { JoinedPeople, readPeopleSet } from './people-set.js';

const quarterMs = 15 * minuteMs;
/** What is not summed up yet is looked at one by one up to this length; beyond, the database had better count. */
const uncountedMsMax = 60 * minuteMs;
/** Candidates beyond the page: a key that is not among the first of every hour may rise when it is counted whole. */
const spareCandidates = 30;

/** The keys of a span, as far as they are listed, and the minutes at its ends. */
interface KeysOfSpan {
  workspaceId: string;
  dimension: KeyDimension;
  buckets: { from: number; to: number; place: string; version: number; counts: KeyCounts }[];
  minutes: MinuteKeys[];
}

/**
 * The most frequent keys among all failures of a span, counted whole, and how many keys are listed: from the lists that this process
 * keeps in memory. What a full list left out is looked up once and kept with it. `null` if too much of the span is not summed up yet.
 */
export async function rankKeptKeys(
  db: Db,
  scope: Scope & { behind: Behind },
  dimension: KeyDimension,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ keys: CountedKey[]; listed: number } | null> {
  const keys = await readKeys(db, scope, dimension);
  if (keys === null) return null;
  const sums = new Map<string, number>();
  const add = (key: string, events: number) => sums.set(key, (sums.get(key) ?? 0) + events);
  for (const { counts } of keys.buckets)
    for (const [key, { events }] of counts.byKey) if (events > 0) add(key, events);
  for (const { names, events } of keys.minutes)
    for (const [index, key] of names.entries()) add(key, events[index] ?? 0);
  const candidates = [...sums]
    .sort(([keyA, a], [keyB, b]) => b - a || compareTexts(keyA, keyB))
    .slice(0, offset + limit + 1 + spareCandidates)
    .map(([key]) => key);
  const counted = await countWhole(db, keys, candidates);
  counted.sort((a, b) => b.events - a.events || compareTexts(a.key, b.key));
  return { keys: counted.slice(offset, offset + limit + 1), listed: sums.size };
}

/** Failures of some keys in a span, as {@link rankKeptKeys} counts them. */
export async function countKeptKeys(
  db: Db,
  scope: Scope & { behind: Behind },
  dimension: KeyDimension,
  asked: string[],
): Promise<CountedKey[] | null> {
  const keys = await readKeys(db, scope, dimension);
  return keys === null ? null : countWhole(db, keys, asked);
}

async function readKeys(
  db: Db,
  scope: Scope & { behind: Behind },
  dimension: KeyDimension,
): Promise<KeysOfSpan | null> {
  const { workspaceId, span, behind } = scope;
  const { asked, counted } = sortOut(splitByLists(span, behind), behind);
  const uncounted = counted.map((stretch) => stretch.span);
  if (uncounted.reduce((sum, { from, to }) => sum + (to.getTime() - from.getTime()), 0) > uncountedMsMax)
    return null;
  const versions = await readVersions(db, scope, asked);
  const [buckets, minutes] = await Promise.all([
    Promise.all(
      asked
        .filter(({ byMinute }) => !byMinute)
        .map((group) => readLists(db, workspaceId, dimension, group, versions)),
    ),
    readMinutes(db, { workspaceId, dimension, span }, asked, uncounted, versions),
  ]);
  return { workspaceId, dimension, buckets: buckets.flat(), minutes };
}

async function readLists(
  db: Db,
  workspaceId: string,
  dimension: KeyDimension,
  { minutes, buckets }: Asked,
  versions: ReadonlyMap<string, number>,
): Promise<KeysOfSpan['buckets']> {
  const kept = keptBuckets(db);
  const name = `${workspaceId} ${dimension} ${minutes}`;
  const found = new Map<number, { version: number; counts: KeyCounts }>();
  /** Takes what is kept, and answers what is not. */
  const take = (of: number[]) =>
    of.filter((bucket) => {
      const version = versions.get(versionKey(minutes, bucket)) ?? 0;
      const counts = kept.keys.find(`${name} ${bucket}`, version);
      if (counts !== undefined) found.set(bucket, { version, counts });
      return counts === undefined;
    });
  const missing = take(buckets);
  if (missing.length > 0) {
    await kept.inTurn(`keys ${name}`, async () => {
      const still = take(missing);
      if (still.length === 0) return;
      for (const [bucket, { version, counts }] of await readFresh(
        db,
        { workspaceId, dimension, minutes },
        still,
      )) {
        kept.keys.keep(`${name} ${bucket}`, { version, value: counts, bytes: counts.bytes });
        found.set(bucket, { version, counts });
      }
    });
  }
  return [...found].map(([bucket, { version, counts }]) => ({
    from: bucket,
    to: bucket + minutes * minuteMs,
    place: `${name} ${bucket}`,
    version,
    counts,
  }));
}

async function readFresh(
  db: Db,
  { workspaceId, dimension, minutes }: { workspaceId: string; dimension: KeyDimension; minutes: number },
  buckets: number[],
): Promise<Map<number, { version: number; counts: KeyCounts }>> {
  const asked = buckets.map((bucket) => new Date(bucket));
  const { rows } = await db.pool.query<ListedRow>(selectLists(workspaceId, dimension, minutes, asked));
  const fresh = new Map<number, { version: number; counts: KeyCounts }>();
  for (const { bucket, version, key } of rows) {
    if (key === null)
      fresh.set(bucket.getTime(), { version, counts: { isFull: false, byKey: new Map(), bytes: 0 } });
  }
  for (const { bucket, key, events, people } of rows) {
    const own = fresh.get(bucket.getTime());
    if (own !== undefined && key !== null) addKey(own.counts, key, events, people);
  }
  for (const { counts } of fresh.values()) counts.isFull = counts.byKey.size >= keysOfAllMax;
  return fresh;
}

function addKey(counts: KeyCounts, key: string, events: number, people: Buffer | null): void {
  const set = people === null ? null : readPeopleSet(people);
  counts.byKey.set(key, { events, people: set });
  counts.bytes += 120 + key.length * 2 + (set?.byteLength ?? 0);
}

async function readMinutes(
  db: Db,
  { workspaceId, dimension, span }: { workspaceId: string; dimension: KeyDimension; span: Span },
  asked: Asked[],
  uncounted: Span[],
  versions: ReadonlyMap<string, number>,
): Promise<MinuteKeys[]> {
  const kept = keptBuckets(db).minuteKeys;
  const placeOf = (quarter: number) => `${workspaceId} ${dimension} ${quarter}`;
  const live = new Set(uncounted.map(({ from }) => Math.floor(from.getTime() / quarterMs) * quarterMs));
  const found: MinuteKeys[] = [];
  const missing = [...live];
  for (const quarter of asked.find(({ byMinute }) => byMinute)?.buckets ?? []) {
    const known = kept.find(placeOf(quarter), versions.get(versionKey(15, quarter)) ?? 0);
    if (known === undefined) missing.push(quarter);
    else found.push(known);
  }
  if (missing.length > 0) {
    const quarters = missing.sort((a, b) => a - b).map((quarter) => new Date(quarter));
    const { rows } = await db.pool.query<MinuteKeysRow>(selectMinuteKeys(workspaceId, dimension, quarters));
    for (const row of rows) {
      const at = row.bucket.getTime();
      const keys = toMinuteKeys(row);
      const bytes = keys.names.reduce((sum, name) => sum + 40 + name.length, 0);
      // What still comes in has no version of its own.
      if (!live.has(at)) kept.keep(placeOf(at), { version: row.version, value: keys, bytes });
      found.push(keys);
    }
  }
  return found.map((keys) => cutMinutes(keys, span));
}

function toMinuteKeys({ bucket, minutes, keys, people, events }: MinuteKeysRow): MinuteKeys {
  const at = bucket.getTime();
  return {
    at: Float64Array.from(minutes ?? [], (minute) => at + minute * minuteMs),
    names: keys ?? [],
    person: Int32Array.from(people ?? []),
    events: Float64Array.from(events ?? []),
  };
}

/** The quarters at the ends have minutes outside of the span. */
function cutMinutes({ at, names, person, events }: MinuteKeys, { from, to }: Span): MinuteKeys {
  const isInside = (time: number) => time >= from.getTime() && time < to.getTime();
  const inside = [...at.keys()].filter((index) => isInside(at[index] ?? 0));
  return {
    at: Float64Array.from(inside, (index) => at[index] ?? 0),
    names: inside.map((index) => names[index] ?? ''),
    person: Int32Array.from(inside, (index) => person[index] ?? -1),
    events: Float64Array.from(inside, (index) => events[index] ?? 0),
  };
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
    people: keys.dimension === 'user' ? 1 : people.count(),
  }));
}

/** Counts the keys that a full list does not have, and keeps what was found with the list. */
async function lookUpUnlisted(db: Db, keys: KeysOfSpan, asked: string[]): Promise<void> {
  const { workspaceId, dimension, buckets } = keys;
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
    selectUnlisted(workspaceId, dimension, unlisted),
  );
  const found = new Map(rows.map((row) => [row.place - 1, row]));
  const kept = keptBuckets(db).keys;
  for (const [index, { key, bucket }] of missing.entries()) {
    const own = found.get(index);
    addKey(bucket.counts, key, own?.events ?? 0, own?.people ?? null);
    kept.keep(bucket.place, { version: bucket.version, value: bucket.counts, bytes: bucket.counts.bytes });
  }
}
