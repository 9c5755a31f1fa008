import type { ErrorRow, Page, SignInFilter, TimeRange } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { readCodeStates } from '../error-groups/read-code-states.js';
import { Prisma } from '../generated/client.js';
import { type CodeClassRow, codeClassColumns, toCodeClass } from './code-class.js';
import { countAppsOfCodes } from './count-apps-of-codes.js';
import { countParts } from './count-parts.js';
import { countEvents, countPeopleBy } from './count-people.js';
import { countedOutcomes, fromEvents, type Scope } from './counted-events.js';
import { findLastSeen } from './find-last-seen.js';
import { loadPeriods } from './load-periods.js';
import { decodeOffset, encodeOffset } from './offset-cursor.js';
import type { Span } from './range.js';

const sparkParts = 24;

export type ErrorSort = 'events' | 'people' | 'change' | 'newest';

interface RankedRow extends CodeClassRow {
  error_code: string;
  events: number;
  events_before: number;
  first_seen_at: Date | null;
  is_new: boolean;
  total: number;
}

/**
 * The error codes seen in a range (ISO 8601, `to` exclusive) over all apps that the filter lets through, with
 * what they mean: failures, unless the filter asks for other outcomes. `change` sorts by events more than in the
 * period before, `newest` by when a code was first seen. Codes that the catalog does not have stand among them.
 */
export async function listErrors(
  db: Db,
  query: {
    workspaceId: string;
    range: TimeRange;
    filter: SignInFilter;
    sort: ErrorSort;
    cursor?: string | undefined;
    limit: number;
  },
): Promise<Page<ErrorRow>> {
  const { workspaceId, filter } = query;
  const { span, spanBefore, hasMinutes, behind, codes } = await loadPeriods(
    db,
    workspaceId,
    query.range,
    filter,
  );
  const scope = { workspaceId, span, filter, behind, codes };
  const offset = decodeOffset(query.cursor);
  const outcomes = countedOutcomes(filter);
  // Counting everybody is dear: where nothing is sorted by people, those of the page are counted alone.
  const everybody =
    query.sort === 'people'
      ? await countPeopleBy(db, scope, outcomes, 'code', {
          keys: null,
          events: await countEvents(db, scope, outcomes),
        })
      : null;
  const ranked = await db.pool.query<RankedRow>(
    rankCodes(scope, spanBefore, { ...query, offset, people: everybody ?? new Map() }),
  );
  const rows = ranked.rows.slice(0, query.limit);
  const errorCodes = rows.map((row) => row.error_code);
  const events = rows.reduce((sum, row) => sum + row.events, 0);
  const [people, apps, sparks, lastSeen, states] = await Promise.all([
    everybody ??
      countPeopleBy(db, { ...scope, codes: errorCodes }, outcomes, 'code', { keys: errorCodes, events }),
    countAppsOfCodes(db, { ...scope, codes: errorCodes }, { errorCodes, events }),
    countParts(db, { ...scope, codes: errorCodes }, { outcomes, errorCodes, parts: sparkParts, hasMinutes }),
    findLastSeen(db, workspaceId, errorCodes),
    readCodeStates(db, { workspaceId, errorCodes, apps: filter.app ?? null }),
  ]);
  const items = rows.map((row) => ({
    ...toCodeClass(row),
    events: row.events,
    eventsBefore: row.events_before,
    people: people.get(row.error_code) ?? 0,
    apps: apps.get(row.error_code)?.apps ?? 0,
    topApp: apps.get(row.error_code)?.topApp ?? null,
    firstSeenAt: (row.first_seen_at ?? span.from).toISOString(),
    lastSeenAt: (lastSeen.get(row.error_code) ?? span.from).toISOString(),
    isNew: row.is_new,
    state: states.get(row.error_code) ?? null,
    spark: sparks.get(row.error_code) ?? new Array<number>(sparkParts).fill(0),
  }));
  return {
    items,
    nextCursor: ranked.rows.length > query.limit ? encodeOffset(offset + query.limit) : null,
    total: ranked.rows[0]?.total ?? 0,
  };
}

/** One row more than the limit, so that the caller sees whether there is a next page. */
function rankCodes(
  scope: Scope,
  spanBefore: Span,
  query: { sort: ErrorSort; limit: number; offset: number; people: Map<string, number> },
): Prisma.Sql {
  const counted = Prisma.sql`and c.outcome = any(${countedOutcomes(scope.filter)}::text[])`;
  const peopleOf = [...query.people];
  return Prisma.sql`
    with codes as materialized (
      select r.error_code, sum(r.events)::float8 as events ${fromEvents(scope, 'codes')} ${counted} group by 1
    ), before as (
      select r.error_code, sum(r.events)::float8 as events
      ${fromEvents({ ...scope, span: spanBefore }, 'codes')} ${counted} group by 1
    ), watched as (
      -- On the first day that a system's log comes in, everything is seen for the first time, and nothing is news.
      select system, min(first_seen_at) as since from code_classes
      where workspace_id = ${scope.workspaceId} and first_seen_at is not null group by 1
    ), people as (
      select * from unnest(${peopleOf.map(([key]) => key)}::text[], ${peopleOf.map(([, count]) => count)}::int[])
        as counted (key, people)
    )
    select c.error_code, ${codeClassColumns}, c.first_seen_at, codes.events,
      coalesce(before.events, 0) as events_before, (count(*) over ())::int as total,
      coalesce(c.first_seen_at >= ${scope.span.from} and c.first_seen_at < ${scope.span.to}
        and c.first_seen_at >= watched.since + interval '1 day', false) as is_new
    from codes
    join code_classes c on c.workspace_id = ${scope.workspaceId} and c.error_code = codes.error_code
    left join watched on watched.system = c.system
    left join before on before.error_code = codes.error_code
    left join people on people.key = codes.error_code
    order by ${sortOrders[query.sort]}, codes.events desc, c.error_code
    limit ${query.limit + 1} offset ${query.offset}`;
}

const sortOrders: Readonly<Record<ErrorSort, Prisma.Sql>> = {
  events: Prisma.sql`codes.events desc`,
  people: Prisma.sql`coalesce(people.people, 0) desc`,
  change: Prisma.sql`codes.events - coalesce(before.events, 0) desc`,
  newest: Prisma.sql`c.first_seen_at desc nulls last`,
};
