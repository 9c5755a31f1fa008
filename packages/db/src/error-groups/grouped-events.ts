import { groupHash } from '../folds/group-hash.js';
import { Prisma } from '../generated/client.js';
import { readCells, type Scope, within } from '../readings/counted-events.js';
import type { Grain } from '../readings/range.js';
import { foldedMinutes, isOfFolds, splitSpan } from '../readings/split-span.js';

/**
 * Rows (group_hash, bucket, events) of all groups in a scope's span, or of some by an array of their hashes, whatever
 * the filter says: from summaries, as far as these are made, and from the rollups.
 */
export function selectGroupedEvents(
  scope: Scope,
  { grain = 'day', hashes = null }: { grain?: Grain; hashes?: Prisma.Sql | null } = {},
): Prisma.Sql {
  const isAsked = (hash: Prisma.Sql) =>
    hashes === null ? Prisma.empty : Prisma.sql`and ${hash} = any(${hashes})`;
  const hashed = groupHash(Prisma.sql`cells`);
  const rows = splitSpan(scope.span, grain, scope.behind ?? null).map((stretch) =>
    isOfFolds(stretch)
      ? Prisma.sql`select group_hash, bucket, events from folded_groups
          where bucket_minutes = ${foldedMinutes[stretch.store]} and ${within(scope, stretch.span)}
            ${isAsked(Prisma.sql`group_hash`)}`
      : Prisma.sql`select ${hashed} as group_hash, bucket, events from (${readCells(scope, stretch)}) cells
          where true ${isAsked(hashed)}`,
  );
  return Prisma.join(rows, ' union all ');
}
