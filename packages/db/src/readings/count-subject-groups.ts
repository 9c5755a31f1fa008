import type { Db } from '../client.js';
import { isOneOf } from '../error-groups/group-key.js';
import { groupHash } from '../folds/group-hash.js';
import { eachPackedGroup, eachPackedPeople, GroupPlaces, shortHash } from '../folds/pack-groups.js';
import { placeOf } from '../folds/people-sketch.js';
import { Prisma } from '../generated/client.js';
import { type Bins, binOf } from '../kept/bins.js';
import { startOfBin } from '../kept/bucket-sql.js';
import { JoinedPeople } from '../kept/people-set.js';
import type { KnownGroup, KnownGroups } from '../kept/read-known-groups.js';
import type { Scope } from './counted-events.js';
import { chooseSubjectSummaries, hasLists, splitBySubjects } from './key-summaries.js';
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
  if (summaries === null) return null;
  const parts = splitBySubjects(scope, summaries, 'code', grain);
  if (!hasLists(parts)) return null;
  const rest = parts.map(
    ({ from }) => Prisma.sql`select ${groupHash(Prisma.sql`r`)}::text as hash,
      ${startOfBin(bins, Prisma.sql`r.occurred_at`)} as at, count(*)::float8 as events ${from} group by 1, 2`,
  );
  const [packed, counted] = await Promise.all([
    db.pool.query<{ at: number; groups: Buffer }>(
      selectPacked(scope, parts, Prisma.sql`date_part('epoch', bucket) * 1000 as at, groups`),
    ),
    db.pool.query<{ hash: string; at: number; events: number }>(Prisma.join(rest, ' union all ')),
  ]);
  const places = placesOf(known);
  const cells = new Float64Array(known.names.list.length * bins.size);
  const add = (short: number, bin: number, events: number) => {
    const place = places.find(short);
    // A group that nobody met for long is forgotten.
    if (place < 0) return;
    const cell = place * bins.size + bin;
    cells[cell] = (cells[cell] ?? 0) + events;
  };
  for (const { at, groups } of packed.rows) {
    const bin = binOf(bins, at);
    eachPackedGroup(groups, (short, events) => add(short, bin, events));
  }
  for (const { hash, at, events } of counted.rows) add(shortHash(hash), binOf(bins, at), events);
  return cells;
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

const placesByKnown = new WeakMap<KnownGroups, GroupPlaces>();

function placesOf(known: KnownGroups): GroupPlaces {
  const before = placesByKnown.get(known);
  if (before !== undefined) return before;
  const places = new GroupPlaces(known.groups);
  placesByKnown.set(known, places);
  return places;
}
