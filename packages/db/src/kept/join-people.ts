import type { Db } from '../client.js';
import type { Scope } from '../readings/counted-events.js';
import { minuteMs } from '../readings/range.js';
import { type Behind, splitSpan } from '../readings/split-span.js';
import { type Asked, readVersions, sortOut, versionKey } from './asked-buckets.js';
import { type Met, readMet, type SetRow, selectSets, selectVisits, type VisitsRow } from './bucket-sql.js';
import { keptBuckets, type Names, type Visits } from './kept-buckets.js';
import { JoinedPeople, type PeopleSet, readPeopleSet } from './people-set.js';

/** What there are sets of people by; of addresses (`-ip`), too. */
export type SetDimension = 'code' | 'app' | 'outcome' | 'group' | 'code-ip' | 'outcome-ip';

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
  const quarters = counted.map(({ span: { from } }) => Math.floor(from.getTime() / quarterMs) * quarterMs);
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
    for (const [key, set] of await readSets(
      db,
      { workspaceId, dimension, keys: [...keys.keys()] },
      group,
      versions,
    ))
      peopleOf(key)?.addSet(set);
  };
  const addVisits = async (group: Asked | null) => {
    for (const [at, visits, names] of await readVisits(db, workspaceId, group, quarters, versions)) {
      addTo(peopleOf, dimension, { at, visits, names }, { from: span.from.getTime(), to: span.to.getTime() });
    }
  };
  await Promise.all([
    ...asked.filter(({ byMinute }) => !byMinute).map(addFolded),
    addVisits(asked.find(({ byMinute }) => byMinute) ?? null),
  ]);
  return new Map([...joined].map(([result, people]) => [result, people.count()]));
}

const quarterMs = 15 * minuteMs;

interface SetSource {
  workspaceId: string;
  dimension: SetDimension;
  keys: string[];
}

async function readSets(
  db: Db,
  source: SetSource,
  { minutes, buckets }: Asked,
  versions: ReadonlyMap<string, number>,
): Promise<[string, PeopleSet][]> {
  const kept = keptBuckets(db);
  const name = `${source.workspaceId} ${source.dimension} ${minutes}`;
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
  return [...known.values()].flatMap(({ sets }) =>
    source.keys.flatMap((key): [string, PeopleSet][] => {
      const set = sets.get(key);
      return set === null || set === undefined ? [] : [[key, set]];
    }),
  );
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
  { workspaceId, dimension, keys }: SetSource,
  minutes: number,
  known: ReadonlyMap<number, { sets: Sets }>,
): Promise<Map<number, { version: number; sets: Map<string, PeopleSet | null> }>> {
  const { buckets: behind, keys: lacking } = listMissing(keys, known);
  const fresh = new Map<number, { version: number; sets: Map<string, PeopleSet | null> }>();
  if (behind.length === 0) return fresh;
  for (const { bucket, version, key, people } of await readRows(db, workspaceId, dimension, {
    minutes,
    behind,
    lacking,
  })) {
    const at = bucket.getTime();
    if (key === null) fresh.set(at, { version, sets: new Map([...lacking].map((name) => [name, null])) });
    else if (people !== null) fresh.get(at)?.sets.set(key, readPeopleSet(people));
  }
  return fresh;
}

async function readRows(
  db: Db,
  workspaceId: string,
  dimension: SetDimension,
  { minutes, behind, lacking }: { minutes: number; behind: number[]; lacking: ReadonlySet<string> },
): Promise<SetRow[]> {
  const buckets = behind.map((bucket) => new Date(bucket));
  const { rows } = await db.pool.query<SetRow>(
    selectSets(workspaceId, dimension, { minutes, buckets, keys: [...lacking] }),
  );
  // Each bucket's version before its sets.
  return rows.sort((a, b) => Number(a.key !== null) - Number(b.key !== null));
}

function bytesOf(sets: Sets): number {
  let bytes = 0;
  for (const set of sets.values()) bytes += 100 + (set?.byteLength ?? 0);
  return bytes;
}

/** The visits of quarters that are kept, and of those that are still being counted. */
async function readVisits(
  db: Db,
  workspaceId: string,
  asked: Asked | null,
  uncounted: number[],
  versions: ReadonlyMap<string, number>,
): Promise<[number, Visits, Names][]> {
  const { visits: kept } = keptBuckets(db);
  const names = keptBuckets(db).names(workspaceId, 'visits');
  const keyOf = (quarter: number) => `${workspaceId} ${quarter}`;
  const found: [number, Visits, Names][] = [];
  const missing = [...new Set(uncounted)];
  for (const quarter of asked?.buckets ?? []) {
    const known = kept.find(keyOf(quarter), versions.get(versionKey(15, quarter)) ?? 0);
    if (known?.names === names) found.push([quarter, known.visits, names]);
    else missing.push(quarter);
  }
  if (missing.length === 0) return found;
  const quarters = missing.sort((a, b) => a - b).map((quarter) => new Date(quarter));
  const { rows } = await db.pool.query<VisitsRow>(selectVisits(workspaceId, quarters));
  for (const row of rows) {
    const at = row.bucket.getTime();
    const visits = toVisits(row, names);
    // What still comes in has no version of its own.
    if (!uncounted.includes(at))
      kept.keep(keyOf(at), {
        version: row.version,
        value: { names, visits },
        bytes: visits.minute.length * 13,
      });
    found.push([at, visits, names]);
  }
  return found;
}

function toVisits({ minutes, cells, people, addresses }: VisitsRow, names: Names): Visits {
  return {
    minute: Uint8Array.from(minutes ?? []),
    cell: Uint32Array.from(cells ?? [], (cell) => names.placeOf(cell)),
    person: Int32Array.from(people ?? []),
    address: Int32Array.from(addresses ?? []),
  };
}

const readBefore = new WeakMap<Names, Met[]>();

/** What the names of visits say, as far as somebody has asked. */
function metIn(names: Names): Met[] {
  const known = readBefore.get(names) ?? [];
  readBefore.set(names, known);
  return known;
}

function addTo(
  peopleOf: (key: string) => JoinedPeople | undefined,
  dimension: SetDimension,
  { at, visits, names }: { at: number; visits: Visits; names: Names },
  span: { from: number; to: number },
): void {
  const placesOf = membersOf[dimension];
  const met = metIn(names);
  for (const [index, minute] of visits.minute.entries()) {
    const time = at + minute * minuteMs;
    if (time < span.from || time >= span.to) continue;
    const cell = visits.cell[index] ?? 0;
    const what = met[cell] ?? readMet(names.list[cell] ?? '');
    met[cell] = what;
    const key = keyOfMet[dimension](what);
    const place = visits[placesOf][index];
    if (key !== null && place !== undefined && place >= 0) peopleOf(key)?.addPlace(place);
  }
}

/** Who is counted in the sets of a dimension. */
const membersOf: Readonly<Record<SetDimension, 'person' | 'address'>> = {
  code: 'person',
  app: 'person',
  outcome: 'person',
  group: 'person',
  'code-ip': 'address',
  'outcome-ip': 'address',
};

const keyOfMet: Readonly<Record<SetDimension, (met: Met) => string | null>> = {
  code: ({ errorCode }) => errorCode,
  app: ({ app, outcome }) => (outcome === 'failure' ? app : null),
  outcome: ({ outcome }) => outcome,
  group: ({ groupHash }) => groupHash,
  'code-ip': ({ errorCode }) => errorCode,
  'outcome-ip': ({ outcome }) => outcome,
};
