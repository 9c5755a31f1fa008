import type { Db } from '../client.js';
import { allAddresses, allPeople } from '../folds/fold-subjects.js';
import { minuteMs } from '../readings/range.js';
import { versionKey } from './asked-buckets.js';
import { type Met, readMet, type Subject, selectVisits, type VisitsRow } from './bucket-sql.js';
import { keptBuckets, type Names, type Visits } from './kept-buckets.js';
import type { JoinedPeople } from './people-set.js';

/** What there are sets of people by; of addresses (`-ip`), too. */
export type SetDimension = 'code' | 'app' | 'outcome' | 'group' | 'code-ip' | 'outcome-ip';

/** The sets that lists have of a person, an address, a country, …: of all of its people or addresses, or of people by code. */
export type SubjectSets = typeof allPeople | typeof allAddresses | 'code';

/** The visits of buckets that are kept, and of those (`uncounted`) that are still being counted. */
export async function readVisits(
  db: Db,
  { workspaceId, subject }: { workspaceId: string; subject: Subject | null },
  { minutes, buckets }: { minutes: number; buckets: number[] },
  uncounted: number[],
  versions: ReadonlyMap<string, number>,
): Promise<[number, Visits, Names][]> {
  const { visits: kept } = keptBuckets(db);
  const names = keptBuckets(db).names(workspaceId, 'visits');
  const keyOf = (bucket: number) => `${workspaceId} ${subject?.name ?? ''} ${minutes} ${bucket}`;
  const found: [number, Visits, Names][] = [];
  const missing = [...new Set(uncounted)];
  for (const bucket of buckets) {
    const known = kept.find(keyOf(bucket), versions.get(versionKey(minutes, bucket)) ?? 0);
    if (known?.names === names) found.push([bucket, known.visits, names]);
    else missing.push(bucket);
  }
  if (missing.length === 0) return found;
  const asked = missing.sort((a, b) => a - b).map((bucket) => new Date(bucket));
  const { rows } = await db.pool.query<VisitsRow>(selectVisits(workspaceId, subject, minutes, asked));
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

/** Adds whom the visits of a span name to those that `peopleOf` says they are counted for. */
export function addVisits(
  peopleOf: (key: string) => JoinedPeople | undefined,
  dimension: SetDimension | SubjectSets,
  { at, visits, names }: { at: number; visits: Visits; names: Names },
  span: { from: number; to: number },
): void {
  const places = visits[membersOf[dimension]];
  const met = metIn(names);
  /** Of each cell, whom it is counted for; looked up once, since few cells have many visits. */
  const peopleOfCell = new Map<number, JoinedPeople | undefined>();
  const lookUp = (cell: number): JoinedPeople | undefined => {
    const what = met[cell] ?? readMet(names.list[cell] ?? '');
    met[cell] = what;
    const key = keyOfMet[dimension](what);
    const people = key === null ? undefined : peopleOf(key);
    peopleOfCell.set(cell, people);
    return people;
  };
  for (let index = 0; index < places.length; index += 1) {
    const time = at + (visits.minute[index] ?? 0) * minuteMs;
    const place = places[index] ?? -1;
    if (time < span.from || time >= span.to || place < 0) continue;
    const cell = visits.cell[index] ?? 0;
    const people = peopleOfCell.has(cell) ? peopleOfCell.get(cell) : lookUp(cell);
    people?.addPlace(place);
  }
}

/** Who is counted in the sets of a dimension. */
const membersOf: Readonly<Record<SetDimension | SubjectSets, 'person' | 'address'>> = {
  code: 'person',
  app: 'person',
  outcome: 'person',
  group: 'person',
  'code-ip': 'address',
  'outcome-ip': 'address',
  [allPeople]: 'person',
  [allAddresses]: 'address',
};

const keyOfMet: Readonly<Record<SetDimension | SubjectSets, (met: Met) => string | null>> = {
  code: ({ errorCode }) => errorCode,
  app: ({ app, outcome }) => (outcome === 'failure' ? app : null),
  outcome: ({ outcome }) => outcome,
  group: ({ groupHash }) => groupHash,
  'code-ip': ({ errorCode }) => errorCode,
  'outcome-ip': ({ outcome }) => outcome,
  [allPeople]: ({ outcome }) => (outcome === 'failure' ? '' : null),
  [allAddresses]: ({ outcome }) => (outcome === 'failure' ? '' : null),
};
