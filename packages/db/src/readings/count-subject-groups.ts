import type { Db } from '../client.js';
import { groupHash } from '../folds/group-hash.js';
import { Prisma } from '../generated/client.js';
import { addCells, type Bins, binOf } from '../kept/bins.js';
import { startOfBin } from '../kept/bucket-sql.js';
import type { Part } from '../kept/kept-buckets.js';
import type { KnownGroups } from '../kept/read-known-groups.js';
import type { Scope } from './counted-events.js';
import { chooseSubjectSummaries, hasLists, splitBySubjects } from './key-summaries.js';
import { readSubjects } from './listed-buckets.js';
import type { Grain } from './range.js';

/** Groups that are counted together: the row of each by its place, -1 for one that is left out; and how many rows there are. */
export interface GroupRows {
  of: Int32Array;
  count: number;
}

/**
 * Events of each known group among the sign-ins of a few addresses, people, countries and so on, by bins of time: those of the group
 * at a place (or of the groups of a row) begin at `place * bins.size`. From their lists where they were heavy, and from their sign-ins elsewhere. `null`
 * where nothing is listed, or where the filter asks for more than that; what it says of codes is left to the caller.
 */
export async function countSubjectGroups(
  db: Db,
  scope: Scope,
  known: KnownGroups,
  { grain, bins, rows = null }: { grain: Grain; bins: Bins; rows?: GroupRows | null },
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
    own === names ? null : Int32Array.from(own.list, (hash) => names.placeOf(hash)),
  );
  const cells = new Float64Array((rows?.count ?? names.list.length) * bins.size);
  const rowOf = (place: number) => (rows === null ? place : (rows.of[place] ?? -1));
  for (const [index, { parts: kept }] of listed.entries()) {
    const places = placesOf[index] ?? null;
    const rowsOfKeys = places === null ? (rows?.of ?? null) : places.map(rowOf);
    if (rowsOfKeys === null) addCells(cells, kept, bins);
    else addRows(cells, kept, bins, rowsOfKeys);
  }
  for (const [index, { at, events }] of rest.entries()) {
    const row = rowOf(placesOfRest[index] ?? -1);
    if (row < 0) continue;
    const cell = row * bins.size + binOf(bins, at);
    cells[cell] = (cells[cell] ?? 0) + events;
  }
  return cells;
}

/** Adds events to the rows of their keys: -1 for a key that is left out. */
function addRows(cells: Float64Array, parts: readonly Part[], bins: Bins, rows: Int32Array): void {
  const { size } = bins;
  for (const { at, keys, events } of parts) {
    const bin = binOf(bins, at);
    // There may be two million of these: counted by index, they take a tenth of the time, and half of it again without a choice inside.
    for (let index = 0; index < keys.length; index += 1) {
      const row = rows[keys[index] ?? 0] ?? -1;
      if (row >= 0) cells[row * size + bin] = (cells[row * size + bin] ?? 0) + (events[index] ?? 0);
    }
  }
}
