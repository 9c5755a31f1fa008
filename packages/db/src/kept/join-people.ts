import type { Db } from '../client.js';
import { eachPackedPeople, GroupPlaces } from '../folds/pack-groups.js';
import type { Scope } from '../readings/counted-events.js';
import { minuteMs, type Span } from '../readings/range.js';
import { type Behind, splitByLists, splitSpan } from '../readings/split-span.js';
import { type Asked, quartersOf, readVersions, sortOut } from './asked-buckets.js';
import { type SetRow, selectSets } from './bucket-sql.js';
import { keptBuckets } from './kept-buckets.js';
import { JoinedPeople, type PeopleSet, readPeopleSet } from './people-set.js';
import type { ListedSubject } from './read-counts.js';
import { type FreshKeyed, readKeyed } from './read-keyed.js';
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
  const { workspaceId, subject, dimension, keys } = source;
  const { found, unread } = await readKeyed<PeopleSet>(
    db,
    {
      kept: keptBuckets(db).sets,
      name: `${workspaceId} ${dimension} ${subject ?? ''} ${minutes}`,
      minutes,
      read: (asked, lacking) =>
        subject !== null && dimension === 'group'
          ? readSetsOfGroups(db, { workspaceId, subject, minutes }, asked, lacking)
          : readFoldedSets(db, source, minutes, asked, lacking),
      bytesOf: (set) => set.byteLength,
    },
    { buckets, keys },
    versions,
  );
  const sets: [string, PeopleSet][] = [];
  for (const ofBucket of found.values()) {
    for (const key of keys) {
      const set = ofBucket.get(key);
      if (set !== null && set !== undefined) sets.push([key, set]);
    }
  }
  return { sets, unread };
}

async function readSetsOfGroups(
  db: Db,
  of: { workspaceId: string; subject: string; minutes: number },
  buckets: Date[],
  hashes: string[],
): Promise<Map<number, FreshKeyed<PeopleSet>>> {
  const groups = new GroupPlaces(hashes.map((hash, place) => ({ hash, place })));
  const { rows } = await db.pool.query<PackedPeopleRow>(
    selectSubjectPeople(of.workspaceId, of.subject, of.minutes, buckets),
  );
  return new Map(
    rows.map((row) => {
      const values = new Map<string, PeopleSet | null>(hashes.map((hash) => [hash, null]));
      eachPackedPeople(row.groups, row.people, groups, (place, people) =>
        values.set(hashes[place] ?? '', people),
      );
      return [row.bucket.getTime(), { version: row.version, values }];
    }),
  );
}

async function readFoldedSets(
  db: Db,
  { workspaceId, subject, dimension }: SetSource,
  minutes: number,
  buckets: Date[],
  keys: string[],
): Promise<Map<number, FreshKeyed<PeopleSet>>> {
  const { rows } = await db.pool.query<SetRow>(
    selectSets(workspaceId, dimension, { subject, minutes, buckets, keys }),
  );
  const fresh = new Map<number, FreshKeyed<PeopleSet>>();
  for (const { bucket, version, key } of rows) {
    if (key === null) fresh.set(bucket.getTime(), { version, values: new Map(keys.map((of) => [of, null])) });
  }
  for (const { bucket, key, people } of rows) {
    if (key !== null && people !== null) fresh.get(bucket.getTime())?.values.set(key, readPeopleSet(people));
  }
  return fresh;
}
