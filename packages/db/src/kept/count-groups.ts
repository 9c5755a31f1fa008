import type { Db } from '../client.js';
import { groupHash } from '../folds/group-hash.js';
import { Prisma } from '../generated/client.js';
import { countSubjectGroups } from '../readings/count-subject-groups.js';
import { fromEvents, type Scope } from '../readings/counted-events.js';
import { asksSignIns } from '../readings/filter-sql.js';
import type { Behind } from '../readings/split-span.js';
import { oneBin, sumCells } from './bins.js';
import type { Names } from './kept-buckets.js';
import { readCounts } from './read-counts.js';
import type { KnownGroups } from './read-known-groups.js';

/** Are there summaries of groups for what is asked? They hold nothing about events but their code and app. */
export function hasKeptGroups(scope: Scope): scope is Scope & { behind: Behind } {
  const { feed, interactive } = scope.filter;
  return (
    scope.behind !== undefined &&
    feed === undefined &&
    interactive === undefined &&
    !asksSignIns(scope.filter)
  );
}

/**
 * How many events each of the known groups has in a scope, by its place: from memory of all groups, whatever the filter says of codes
 * and apps, where it asks for nothing else; of what the filter lets through where it does.
 */
export async function countGroups(db: Db, scope: Scope, known: Promise<KnownGroups>): Promise<Float64Array> {
  const bins = oneBin(scope.span);
  if (!hasKeptGroups(scope)) {
    const groups = await known;
    return (
      (await countSubjectGroups(db, scope, groups, { grain: 'day', bins })) ?? readByGroup(db, scope, groups)
    );
  }
  const [{ names }, counts] = await Promise.all([
    known,
    readCounts(db, scope, 'groups', { grain: 'day', bins }),
  ]);
  const sums = sumCells(counts, bins);
  // The names were collected anew between the two, which gave them other places.
  if (counts.names !== names.list) return sumByName(names, counts.names, sums);
  return sums;
}

function sumByName(names: Names, counted: readonly string[], sums: Float64Array): Float64Array {
  const events = new Float64Array(names.list.length + counted.length);
  for (const [place, sum] of sums.entries()) events[names.placeOf(counted[place] ?? '')] = sum;
  return events;
}

async function readByGroup(db: Db, scope: Scope, { names }: KnownGroups): Promise<Float64Array> {
  const { rows } = await db.pool.query<{ hash: string; events: number }>(Prisma.sql`
    select ${groupHash(Prisma.sql`cells`)}::text as hash, cells.events
    from (select r.error_code, r.app, sum(r.events)::float8 as events ${fromEvents(scope)} group by 1, 2) cells`);
  const events = new Float64Array(names.list.length);
  // Often a few of ten thousand; a group that came just now has a place beyond those that are known.
  for (const { hash, events: counted } of rows) events[names.placeOf(hash)] = counted;
  return events;
}
