import type { Db } from '../client.js';
import { groupHash } from '../folds/group-hash.js';
import { Prisma } from '../generated/client.js';
import { fromEvents, type Scope } from '../readings/counted-events.js';
import { asksSignIns } from '../readings/filter-sql.js';
import type { Behind } from '../readings/split-span.js';
import { oneBin, sumCells } from './bins.js';
import { keptBuckets } from './kept-buckets.js';
import { readCounts } from './read-counts.js';
import type { KnownGroup } from './read-known-groups.js';

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
 * How many events a group has in a scope: from memory of all groups, whatever the filter says of codes and apps, where it asks
 * for nothing else; of what the filter lets through where it does.
 */
export async function countGroups(db: Db, scope: Scope): Promise<(group: KnownGroup) => number> {
  if (!hasKeptGroups(scope)) {
    const { rows } = await db.pool.query<{ hash: string; events: number }>(Prisma.sql`
      select ${groupHash(Prisma.sql`cells`)}::text as hash, cells.events
      from (select r.error_code, r.app, sum(r.events)::float8 as events ${fromEvents(scope)} group by 1, 2) cells`);
    const events = new Map(rows.map((row) => [row.hash, row.events]));
    return ({ hash }) => events.get(hash) ?? 0;
  }
  const names = keptBuckets(db).names(scope.workspaceId, 'groups');
  const counts = await readCounts(db, scope, 'groups', { grain: 'day', bins: oneBin(scope.span) });
  const sums = sumCells(counts, oneBin(scope.span));
  // Names that were collected anew meanwhile have other places.
  return counts.names === names.list
    ? ({ hash, place }) => sums[place.of === names ? place.at : names.placeOf(hash)] ?? 0
    : ({ hash }) => sums[counts.names.indexOf(hash)] ?? 0;
}
