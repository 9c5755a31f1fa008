import type { Db } from '../client.js';
import { groupHash } from '../folds/group-hash.js';
import { Prisma } from '../generated/client.js';
import { type Bins, binOf } from '../kept/bins.js';
import { startOfBin } from '../kept/bucket-sql.js';
import type { Part } from '../kept/kept-buckets.js';
import type { KnownGroups } from '../kept/read-known-groups.js';
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
