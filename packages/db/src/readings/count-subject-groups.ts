import type { Db } from '../client.js';
import { isOneOf } from '../error-groups/group-key.js';
import { groupHash } from '../folds/group-hash.js';
import { eachPackedPeople, GroupPlaces, shortHash } from '../folds/pack-groups.js';
import { placeOf } from '../folds/people-sketch.js';
import { Prisma } from '../generated/client.js';
import { type Bins, binOf } from '../kept/bins.js';
import { startOfBin } from '../kept/bucket-sql.js';
import type { Part } from '../kept/kept-buckets.js';
import { JoinedPeople } from '../kept/people-set.js';
import type { KnownGroup, KnownGroups } from '../kept/read-known-groups.js';
import type { Scope } from './counted-events.js';
import { chooseSubjectSummaries, hasLists, splitBySubjects } from './key-summaries.js';
import { readSubjects } from './listed-buckets.js';
import type { Grain } from './range.js';

/**
 * Events of each known group among the sign-ins of a few addresses, people, countries and so on, by bins of time: those of the group
 * at a place begin at `place * bins.size`. From their lists where they were heavy, and from their sign-ins elsewhere. `null`
 * where nothing is listed, or where the filter asks for more than that; what it says of codes is left to the caller.
 */
export async function countSubjectGroups(
  db: Db,
  scope: Scope,
  known: KnownGroups,
  { grain, bins }: { grain: Grain; bins: Bins },
): Promise<Float64Array | null> {
  const summaries = await chooseSubjectSummaries(db, scope);
  if (summaries === null || scope.behind === undefined) return null;
  const { workspaceId, span, behind } = scope;
  const parts = splitBySubjects(scope, summaries, 'code', grain);
  if (!hasLists(parts)) return null;
  const { listed, rest } = await readSubjects<{ hash: string; at: number; events: number }>(
    db,
    { workspaceId, span, behind },
    parts,
    { kind: 'groups', grain },
    (from, at) => Prisma.sql`select ${groupHash(Prisma.sql`r`)}::text as hash, ${startOfBin(bins, at)} as at,
      count(*)::float8 as events ${from} group by 1, 2`,
  );
  const { names } = known;
  // What came just now may have no place yet; and where names were collected anew between the two, they have others.
  const placesOfRest = rest.map(({ hash }) => names.placeOf(hash));
  const placesOf = listed.map(({ names: own }) =>
    own === names ? null : Uint32Array.from(own.list, (hash) => names.placeOf(hash)),
  );
  const cells = new Float64Array(names.list.length * bins.size);
  for (const [index, { parts: kept }] of listed.entries())
    addParts(cells, kept, bins, placesOf[index] ?? null);
  for (const [index, { at, events }] of rest.entries()) {
    const cell = (placesOfRest[index] ?? 0) * bins.size + binOf(bins, at);
    cells[cell] = (cells[cell] ?? 0) + events;
  }
  return cells;
}

function addParts(
  cells: Float64Array,
  parts: readonly Part[],
  bins: Bins,
  placeOf: Uint32Array | null,
): void {
  for (const { at, keys, events } of parts) {
    const bin = binOf(bins, at);
    // There may be half a million of these: counted by index, they take a tenth of the time.
    for (let index = 0; index < keys.length; index += 1) {
      const key = keys[index] ?? 0;
      const cell = (placeOf === null ? key : (placeOf[key] ?? 0)) * bins.size + bin;
      cells[cell] = (cells[cell] ?? 0) + (events[index] ?? 0);
    }
  }
}

/**
 * People of some groups among the same sign-ins, in the order of the groups and within about 1 %. `null` where {@link countSubjectGroups} says so, or where summaries are from before they had people.
 */
export async function countPeopleOfSubjectGroups(
  db: Db,
  scope: Scope,
  groups: readonly KnownGroup[],
): Promise<number[] | null> {
  const summaries = await chooseSubjectSummaries(db, scope);
  if (summaries === null) return null;
  const parts = splitBySubjects(scope, summaries, 'user');
  if (!hasLists(parts)) return null;
  const rest = parts.map(
    ({
      from,
    }) => Prisma.sql`select distinct ${groupHash(Prisma.sql`r`)}::text as hash, ${placeOf(Prisma.sql`r.user_key`)} as place
      ${from} and r.user_key is not null and ${isOneOf(groups)}`,
  );
  const [packed, counted] = await Promise.all([
    db.pool.query<{ groups: Buffer; people: Buffer | null }>(
      selectPacked(scope, parts, Prisma.sql`groups, people`),
    ),
    db.pool.query<{ hash: string; place: number }>(Prisma.join(rest, ' union all ')),
  ]);
  const peopleOf = groups.map(() => new JoinedPeople());
  const asked = new GroupPlaces(groups.map(({ hash }, place) => ({ hash, place })));
  for (const { groups: hashes, people } of packed.rows) {
    if (people === null) return null;
    eachPackedPeople(hashes, people, asked, (group, places) => peopleOf[group]?.addSet(places));
  }
  for (const { hash, place } of counted.rows) peopleOf[asked.find(shortHash(hash))]?.addPlace(place);
  return peopleOf.map((people) => people.count());
}

/** Columns of the packed groups of all buckets that have lists. */
function selectPacked(
  { workspaceId }: Scope,
  parts: ReturnType<typeof splitBySubjects>,
  columns: Prisma.Sql,
): Prisma.Sql {
  const lists = parts.flatMap(({ subject, buckets }) =>
    buckets.map(
      ({ minutes, starts }) => Prisma.sql`select ${columns} from folded_subject_groups
        where workspace_id = ${workspaceId} and subject = ${subject} and bucket_minutes = ${minutes}
          and bucket = any(${starts}::timestamptz[])`,
    ),
  );
  return Prisma.join(lists, ' union all ');
}
