import type { Db } from '../client.js';
import { groupHash } from '../folds/group-hash.js';
import { Prisma } from '../generated/client.js';
import { countedOutcomes, fromEvents, readCells, type Scope, within } from '../readings/counted-events.js';
import { asksSignIns, filterRollups } from '../readings/filter-sql.js';
import type { Grain } from '../readings/range.js';
import { foldedMinutes, isOfFolds, splitSpan } from '../readings/split-span.js';
import { keysTable, type StoredKey } from './group-key.js';

/** Are there summaries of groups for what is asked? They hold nothing about events but their code and app. */
export function isSummedByGroup({ filter, behind }: Scope): boolean {
  const { feed, interactive } = filter;
  return behind !== undefined && feed === undefined && interactive === undefined && !asksSignIns(filter);
}

/** What groups are known by in summaries, in the order of the keys. */
export async function readGroupHashes(db: Db, keys: readonly StoredKey[]): Promise<string[]> {
  const { rows } = await db.pool.query<{ hash: string }>(
    Prisma.sql`select ${groupHash(Prisma.sql`asked`)}::text as hash from ${keysTable(keys)} order by place`,
  );
  return rows.map(({ hash }) => hash);
}

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

/** Up to so many codes, their groups are few. */
const fewCodes = 4;

/**
 * The groups that have events in a scope, of the outcomes that lists are about, as rows (error_code, app, state,
 * assignee_id, first_seen_at, events): counted from summaries where there are some.
 */
export function selectGroups(scope: Scope): Prisma.Sql {
  const { workspaceId, filter, codes } = scope;
  const columns = Prisma.sql`g.error_code, g.app, g.state, g.assignee_id, g.first_seen_at`;
  const isCounted = Prisma.sql`c.outcome = any(${countedOutcomes(filter)}::text[])`;
  if (!isSummedByGroup(scope)) {
    return Prisma.sql`select ${columns}, cells.events from (
        select r.error_code, r.app, sum(r.events)::float8 as events ${fromEvents(scope)} and ${isCounted} group by 1, 2
      ) cells
      join error_groups g on g.workspace_id = ${workspaceId} and g.error_code = cells.error_code and g.app = cells.app`;
  }
  const hash = groupHash(Prisma.sql`r`);
  const fromGroups = Prisma.sql`from error_groups r
    join code_classes c on c.workspace_id = ${workspaceId} and c.error_code = r.error_code
    where r.workspace_id = ${workspaceId} and ${filterRollups(filter)} and ${isCounted}`;
  // Few groups are found by themselves; of many, all that there are is read faster.
  const isOfFew = filter.app !== undefined || (codes?.length ?? fewCodes + 1) <= fewCodes;
  const hashes = isOfFew ? Prisma.sql`array(select ${hash} ${fromGroups})` : null;
  return Prisma.sql`select ${columns}, counted.events from (
      select group_hash, sum(events)::float8 as events from (${selectGroupedEvents(scope, { hashes })}) grouped group by 1
    ) counted
    join (select r.* ${fromGroups}) g on ${groupHash(Prisma.sql`g`)} = counted.group_hash`;
}
