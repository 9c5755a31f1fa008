import type { Db } from '../client.js';
import { eachPackedPeople, GroupPlaces } from '../folds/pack-groups.js';
import type { Scope } from '../readings/counted-events.js';
import { minuteMs, type Span } from '../readings/range.js';
import { type Behind, splitByLists, splitSpan } from '../readings/split-span.js';
import { type Asked, quartersOf, readVersions, sortOut, versionKey } from './asked-buckets.js';
import { type SetRow, selectSets } from './bucket-sql.js';
import { keptBuckets } from './kept-buckets.js';
import { JoinedPeople, type PeopleSet, readPeopleSet } from './people-set.js';
import type { ListedSubject } from './read-counts.js';
import { addVisits, readVisits, type SetDimension, type SubjectSets } from './read-visits.js';
import { type PackedPeopleRow, selectSubjectPeople } from './subject-sql.js';

/** What is not summed up yet is looked at one by one up to this length; beyond, the database had better count. */
const uncountedMsMax = 60 * minuteMs;

/**
 * How many people (addresses) there are behind each of some results, within about 1 %: `keys` says which keys of
 * the dimension make up a result. The sets come from memory as far as they are kept, those of the minutes at the ends from the
 * visits of their quarters. `null` if too much of the span is not summed up yet.
 */
export async function joinPeople(
  db: Db,
  scope: Scope & { behind: Behind },
  dimension: SetDimension,
  keys: ReadonlyMap<string, string>,
): Promise<Map<string, number> | null> {
  const { workspaceId, span, behind } = scope;
  const { asked, counted } = sortOut(splitSpan(span, 'day', behind), behind);
  const uncountedMs = counted.reduce(
    (sum, { span: { from, to } }) => sum + (to.getTime() - from.getTime()),
    0,
  );
  if (uncountedMs > uncountedMsMax) return null;
  const quarters = quartersOf(counted);
  const joined = new Map<string, JoinedPeople>();
  const peopleOf = (key: string): JoinedPeople | undefined => {
    const result = keys.get(key);
    if (result === undefined) return undefined;
    const known = joined.get(result) ?? new JoinedPeople();
    joined.set(result, known);
    return known;
  };
  const versions = await readVersions(db, scope, asked);
  const addFolded = async (group: Asked) => {
    const source = { workspaceId, subject: null, dimension, keys: [...keys.keys()] };
    const { sets } = await readSets(db, source, group, versions);
    for (const [key, set] of sets) peopleOf(key)?.addSet(set);
  };
  const addMinutes = async (group: Asked | null) => {
    for (const [at, visits, names] of await readVisits(
      db,
      { workspaceId, subject: null },
      { minutes: 15, buckets: group?.buckets ?? [] },
      quarters,
      versions,
    )) {
      addVisits(
        peopleOf,
        dimension,
        { at, visits, names },
        { from: span.from.getTime(), to: span.to.getTime() },
      );
    }
  };
  await Promise.all([
    ...asked.filter(({ byMinute }) => !byMinute).map(addFolded),
    addMinutes(asked.find(({ byMinute }) => byMinute) ?? null),
  ]);
  return new Map([...joined].map(([result, people]) => [result, people.count()]));
}

/**
 * Who was behind a subject, by key of the dimension (of all of it: one that is empty; of a group: its hash): from its lists, and from
 * its sign-ins in hours without one and at the ends. `uncounted` is what is left to be looked at.
 */
export async function joinPeopleOfSubject(
  db: Db,
  { workspaceId, span, behind }: { workspaceId: string; span: Span; behind: Behind },
  { subject, dimension, keys }: { subject: ListedSubject; dimension: SubjectSets | 'group'; keys: string[] },
  joined: Map<string, JoinedPeople>,
): Promise<{ uncounted: Span[] }> {
  const { asked, counted } = sortOut(splitByLists(span, behind), behind);
  const uncounted = counted.map((stretch) => stretch.span);
  const isAsked = new Set(keys);
  const peopleOf = (key: string): JoinedPeople | undefined => {
    if (!isAsked.has(key)) return undefined;
    const known = joined.get(key) ?? new JoinedPeople();
    joined.set(key, known);
    return known;
  };
  const times = { from: span.from.getTime(), to: span.to.getTime() };
  const versions = await readVersions(db, { workspaceId, behind }, asked);
  const leave = (buckets: readonly number[], minutes: number) => {
    for (const from of buckets)
      uncounted.push({ from: new Date(from), to: new Date(from + minutes * minuteMs) });
  };
  const add = async ({ minutes, byMinute, buckets }: Asked) => {
    const isListed = (bucket: number) => !byMinute && subject.isListed(minutes, bucket);
    const unlisted = buckets.filter((bucket) => !isListed(bucket));
    if (minutes > 60) {
      // Of a day nobody is told apart by the minute.
      leave(unlisted, minutes);
    } else if (unlisted.length > 0) {
      const source = { workspaceId, subject };
      for (const [at, visits, names] of await readVisits(
        db,
        source,
        { minutes, buckets: unlisted },
        [],
        versions,
      ))
        addVisits(peopleOf, dimension, { at, visits, names }, times);
    }
    const source = { workspaceId, subject: subject.name, dimension, keys };
    const listed = { minutes, byMinute, buckets: buckets.filter(isListed) };
    const { sets, unread } = await readSets(db, source, listed, versions);
    for (const [key, set] of sets) peopleOf(key)?.addSet(set);
    leave(unread, minutes);
  };
  await Promise.all(asked.map(add));
  return { uncounted };
}

interface SetSource {
  workspaceId: string;
  /** The person, address, country, … that the sets are of; none where they are of all. */
  subject: string | null;
  dimension: SetDimension | SubjectSets;
  keys: string[];
}

/** The sets of some buckets, a key's once for each; `unread` are those that were summed up before they had any. */
async function readSets(
  db: Db,
  source: SetSource,
  { minutes, buckets }: Asked,
  versions: ReadonlyMap<string, number>,
): Promise<{ sets: [string, PeopleSet][]; unread: number[] }> {
  const kept = keptBuckets(db);
  const name = `${source.workspaceId} ${source.dimension} ${source.subject ?? ''} ${minutes}`;
  const findKept = () =>
    new Map(
      buckets.map((bucket) => {
        const version = versions.get(versionKey(minutes, bucket)) ?? 0;
        return [bucket, { version, sets: kept.sets.find(`${name} ${bucket}`, version) ?? noSets }];
      }),
    );
  let known = findKept();
  if (listMissing(source.keys, known).buckets.length > 0) {
    await kept.inTurn(name, async () => {
      known = findKept();
      for (const [bucket, { version, sets }] of await readMissing(db, source, minutes, known)) {
        const before = known.get(bucket);
        const joined = new Map([...(before?.sets ?? noSets), ...sets]);
        // Where it was summed up anew meanwhile, what was known before is good for this answer alone.
        const value = before?.version === version ? joined : sets;
        kept.sets.keep(`${name} ${bucket}`, { version, value, bytes: bytesOf(value) });
        known.set(bucket, { version, sets: joined });
      }
    });
  }
  const found = [...known.values()].flatMap(({ sets }) =>
    source.keys.flatMap((key): [string, PeopleSet][] => {
      const set = sets.get(key);
      return set === null || set === undefined ? [] : [[key, set]];
    }),
  );
  return { sets: found, unread: listMissing(source.keys, known).buckets };
}

type Sets = ReadonlyMap<string, PeopleSet | null>;
const noSets: Sets = new Map();

/** The buckets that lack the set of some key, and the keys that some bucket lacks. */
function listMissing(
  keys: readonly string[],
  known: ReadonlyMap<number, { sets: Sets }>,
): { buckets: number[]; keys: Set<string> } {
  const lacking = new Set<string>();
  const buckets: number[] = [];
  for (const [bucket, { sets }] of known) {
    const missing = keys.filter((key) => !sets.has(key));
    for (const key of missing) lacking.add(key);
    if (missing.length > 0) buckets.push(bucket);
  }
  return { buckets, keys: lacking };
}

/** Reads the sets of the keys that some bucket lacks, for all buckets that lack any. */
async function readMissing(
  db: Db,
  source: SetSource,
  minutes: number,
  known: ReadonlyMap<number, { sets: Sets }>,
): Promise<Map<number, { version: number; sets: Map<string, PeopleSet | null> }>> {
  const { buckets: behind, keys: lacking } = listMissing(source.keys, known);
  const fresh = new Map<number, { version: number; sets: Map<string, PeopleSet | null> }>();
  if (behind.length === 0) return fresh;
  const asked = behind.map((bucket) => new Date(bucket));
  const { workspaceId, subject, dimension } = source;
  if (subject !== null && dimension === 'group') {
    const keys = [...lacking];
    const groups = new GroupPlaces(keys.map((hash, place) => ({ hash, place })));
    const { rows } = await db.pool.query<PackedPeopleRow>(
      selectSubjectPeople(workspaceId, subject, minutes, asked),
    );
    for (const row of rows) {
      const sets = new Map<string, PeopleSet | null>(keys.map((key) => [key, null]));
      eachPackedPeople(row.groups, row.people, groups, (place, people) =>
        sets.set(keys[place] ?? '', people),
      );
      fresh.set(row.bucket.getTime(), { version: row.version, sets });
    }
    return fresh;
  }
  const { rows } = await db.pool.query<SetRow>(
    selectSets(workspaceId, dimension, { subject, minutes, buckets: asked, keys: [...lacking] }),
  );
  // Each bucket's version before its sets.
  rows.sort((a, b) => Number(a.key !== null) - Number(b.key !== null));
  for (const { bucket, version, key, people } of rows) {
    const at = bucket.getTime();
    if (key === null) fresh.set(at, { version, sets: new Map([...lacking].map((name) => [name, null])) });
    else if (people !== null) fresh.get(at)?.sets.set(key, readPeopleSet(people));
  }
  return fresh;
}

function bytesOf(sets: Sets): number {
  let bytes = 0;
  for (const set of sets.values()) bytes += 100 + (set?.byteLength ?? 0);
  return bytes;
}
