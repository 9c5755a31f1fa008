import type { Db } from '../client.js';
import { keysOfAllMax } from '../folds/fold-keys.js';
import { codesOfSubjectMax, keysOfSubjectMax } from '../folds/fold-subjects.js';
import type { Scope } from '../readings/counted-events.js';
import { minuteMs, type Span } from '../readings/range.js';
import { type Behind, splitByLists } from '../readings/split-span.js';
import { type Asked, quartersOf, readVersions, sortOut, versionKey } from './asked-buckets.js';
import { type KeyCounts, keptBuckets, type MinuteKeys } from './kept-buckets.js';
import {
  type ListedRow,
  type MinuteKeysRow,
  type RankedFailures,
  selectLists,
  selectMinuteKeys,
} from './key-sql.js';
import { readPeopleSet } from './people-set.js';
import type { ListedSubject } from './read-counts.js';

/** What is not summed up yet is looked at one by one up to this length; beyond, the database had better count. */
const uncountedMsMax = 60 * minuteMs;

/** Which failures are ranked by what, and which buckets have a list of them where these are a subject's. */
export interface RankedKeys extends RankedFailures {
  subject: ListedSubject | null;
}

/** The keys of a span, as far as they are listed, and the minutes at its ends. */
export interface KeysOfSpan {
  of: RankedKeys;
  buckets: { from: number; to: number; place: string; version: number; counts: KeyCounts }[];
  minutes: MinuteKeys[];
}

/** The keys of a span, from memory as far as they are kept; `null` if too much of it is not summed up yet. */
export async function readKeys(
  db: Db,
  scope: Scope & { behind: Behind },
  of: RankedKeys,
): Promise<KeysOfSpan | null> {
  const { span, behind } = scope;
  const { asked, counted } = sortOut(splitByLists(span, behind), behind);
  const uncounted = counted.map((stretch) => stretch.span);
  if (uncounted.reduce((sum, { from, to }) => sum + (to.getTime() - from.getTime()), 0) > uncountedMsMax)
    return null;
  const versions = await readVersions(db, scope, asked);
  const isListed = ({ minutes, byMinute }: Asked, bucket: number) =>
    !byMinute && (of.subject === null || of.subject.isListed(minutes, bucket));
  const split = asked.map((group) => ({
    listed: { ...group, buckets: group.buckets.filter((bucket) => isListed(group, bucket)) },
    unlisted: { ...group, buckets: group.buckets.filter((bucket) => !isListed(group, bucket)) },
  }));
  const live = quartersOf(counted);
  const [buckets, minutes] = await Promise.all([
    Promise.all(split.map(({ listed }) => readLists(db, of, listed, versions))),
    Promise.all([
      readMinutes(db, of, { minutes: 15, buckets: live, isLive: true }, versions),
      ...split.map(({ unlisted }) => readMinutes(db, of, { ...unlisted, isLive: false }, versions)),
    ]),
  ]);
  return { of, buckets: buckets.flat(), minutes: minutes.flat().map((keys) => cutMinutes(keys, span)) };
}

async function readLists(
  db: Db,
  of: RankedKeys,
  { minutes, buckets }: Asked,
  versions: ReadonlyMap<string, number>,
): Promise<KeysOfSpan['buckets']> {
  const kept = keptBuckets(db);
  const name = `${nameOf(of)} ${minutes}`;
  const found = new Map<number, { version: number; counts: KeyCounts }>();
  /** Takes what is kept, and answers what is not. */
  const take = (asked: number[]) =>
    asked.filter((bucket) => {
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
      for (const [bucket, { version, counts }] of await readFresh(db, of, minutes, still)) {
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

function nameOf({ workspaceId, dimension, subject }: RankedKeys): string {
  return `${workspaceId} ${dimension} ${subject?.name ?? ''}`;
}

async function readFresh(
  db: Db,
  of: RankedKeys,
  minutes: number,
  buckets: number[],
): Promise<Map<number, { version: number; counts: KeyCounts }>> {
  const asked = buckets.map((bucket) => new Date(bucket));
  const { rows } = await db.pool.query<ListedRow>(selectLists(of, minutes, asked));
  const fresh = new Map<number, { version: number; counts: KeyCounts }>();
  for (const { bucket, version, key } of rows) {
    if (key === null)
      fresh.set(bucket.getTime(), {
        version,
        counts: { isFull: false, least: 0, byKey: new Map(), bytes: 0 },
      });
  }
  for (const { bucket, key, events, people } of rows) {
    const own = fresh.get(bucket.getTime())?.counts;
    if (own === undefined || key === null) continue;
    own.least = own.byKey.size === 0 ? events : Math.min(own.least, events);
    addKey(own, key, events, people);
  }
  for (const { counts } of fresh.values()) counts.isFull = counts.byKey.size >= listMax(of, minutes);
  return fresh;
}

function listMax({ subject, dimension }: RankedKeys, minutes: number): number {
  if (dimension === 'feed') return codesOfSubjectMax;
  return subject === null ? keysOfAllMax : minutes === 1_440 ? keysOfSubjectMax[1_440] : keysOfSubjectMax[60];
}

/** Adds a key that is listed, or that was looked up. */
export function addKey(counts: KeyCounts, key: string, events: number, people: Buffer | null): void {
  const set = people === null ? null : readPeopleSet(people);
  counts.byKey.set(key, { events, people: set });
  counts.bytes += 120 + key.length * 2 + (set?.byteLength ?? 0);
}

/** Minute by minute from sign-ins: the ends of a span, what is not listed, and what still comes in (`isLive`), which is not kept. */
async function readMinutes(
  db: Db,
  of: RankedKeys,
  { minutes, buckets, isLive }: { minutes: number; buckets: number[]; isLive: boolean },
  versions: ReadonlyMap<string, number>,
): Promise<MinuteKeys[]> {
  const kept = keptBuckets(db).minuteKeys;
  const placeOf = (bucket: number) => `${nameOf(of)} ${minutes} ${bucket}`;
  const found: MinuteKeys[] = [];
  const missing: number[] = [];
  for (const bucket of new Set(buckets)) {
    const known = isLive
      ? undefined
      : kept.find(placeOf(bucket), versions.get(versionKey(minutes, bucket)) ?? 0);
    if (known === undefined) missing.push(bucket);
    else found.push(known);
  }
  if (missing.length === 0) return found;
  const asked = missing.sort((a, b) => a - b).map((bucket) => new Date(bucket));
  const { rows } = await db.pool.query<MinuteKeysRow>(selectMinuteKeys(of, minutes, asked));
  for (const row of rows) {
    const keys = toMinuteKeys(row);
    const bytes = keys.names.reduce((sum, name) => sum + 40 + name.length, 0);
    if (!isLive) kept.keep(placeOf(row.bucket.getTime()), { version: row.version, value: keys, bytes });
    found.push(keys);
  }
  return found;
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
function cutMinutes(keys: MinuteKeys, { from, to }: Span): MinuteKeys {
  const { at, names, person, events } = keys;
  const since = from.getTime();
  const until = to.getTime();
  const inside: number[] = [];
  for (const [index, time] of at.entries()) if (time >= since && time < until) inside.push(index);
  // Most lie inside as a whole.
  if (inside.length === at.length) return keys;
  return {
    at: Float64Array.from(inside, (index) => at[index] ?? 0),
    names: inside.map((index) => names[index] ?? ''),
    person: Int32Array.from(inside, (index) => person[index] ?? -1),
    events: Float64Array.from(inside, (index) => events[index] ?? 0),
  };
}
