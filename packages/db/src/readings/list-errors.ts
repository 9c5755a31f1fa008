import type { ErrorRow, Page, SignInFilter, TimeRange } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { Prisma } from '../generated/client.js';
import { type CodeClassRow, codeClassColumns, toCodeClass } from './code-class.js';
import { countParts } from './count-parts.js';
import { countPeopleBy, selectPeople } from './count-people.js';
import { countedOutcomes, fromEvents, type Scope } from './counted-events.js';
import { noApp } from './dimension-sql.js';
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
  apps: number;
  top_app: string | null;
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
  const { span, spanBefore, hasMinutes } = await loadPeriods(db, workspaceId, query.range);
  const scope = { workspaceId, span, filter };
  const offset = decodeOffset(query.cursor);
  const ranked = await db.pool.query<RankedRow>(rankCodes(scope, spanBefore, { ...query, offset }));
  const rows = ranked.rows.slice(0, query.limit);
  const errorCodes = rows.map((row) => row.error_code);
  const outcomes = countedOutcomes(filter);
  const [people, sparks, lastSeen] = await Promise.all([
    countPeopleBy(db, scope, outcomes, 'code', errorCodes),
    countParts(db, scope, { outcomes, errorCodes, parts: sparkParts, hasMinutes }),
    findLastSeen(db, workspaceId, errorCodes),
  ]);
  const items = rows.map((row) => ({
    ...toCodeClass(row),
    events: row.events,
    eventsBefore: row.events_before,
    people: people.get(row.error_code) ?? 0,
    apps: row.apps,
    topApp: row.top_app,
    firstSeenAt: (row.first_seen_at ?? span.from).toISOString(),
    lastSeenAt: (lastSeen.get(row.error_code) ?? span.from).toISOString(),
    isNew: row.is_new,
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
  { sort, limit, offset }: { sort: ErrorSort; limit: number; offset: number },
): Prisma.Sql {
  const outcomes = countedOutcomes(scope.filter);
  const counted = Prisma.sql`and c.outcome = any(${outcomes}::text[])`;
  // Counting everybody is dear: where nothing is sorted by people, the caller counts those of the page alone.
  const people =
    sort === 'people'
      ? Prisma.sql`select key, count(*) as people from (${selectPeople(scope, outcomes, 'code')}) p group by key`
      : Prisma.sql`select null::text as key, 0 as people where false`;
  return Prisma.sql`
    with cells as materialized (
      select r.error_code, r.app, sum(r.events) as events ${fromEvents(scope)} ${counted} group by 1, 2
    ), codes as (
      select error_code, sum(events)::float8 as events,
        (count(*) filter (where app <> ${noApp}))::int as apps,
        (array_agg(app order by events desc, app) filter (where app <> ${noApp}))[1] as top_app
      from cells group by 1
    ), before as (
      select r.error_code, sum(r.events)::float8 as events
      ${fromEvents({ ...scope, span: spanBefore })} ${counted} group by 1
    ), people as (${people})
    select c.error_code, ${codeClassColumns}, c.first_seen_at, codes.events, codes.apps, codes.top_app,
      coalesce(before.events, 0) as events_before, (count(*) over ())::int as total,
      coalesce(c.first_seen_at >= ${scope.span.from} and c.first_seen_at < ${scope.span.to}, false) as is_new
    from codes
    join code_classes c on c.workspace_id = ${scope.workspaceId} and c.error_code = codes.error_code
    left join before on before.error_code = codes.error_code
    left join people on people.key = codes.error_code
    order by ${sortOrders[sort]}, codes.events desc, c.error_code
    limit ${limit + 1} offset ${offset}`;
}

const sortOrders: Readonly<Record<ErrorSort, Prisma.Sql>> = {
  events: Prisma.sql`codes.events desc`,
  people: Prisma.sql`coalesce(people.people, 0) desc`,
  change: Prisma.sql`codes.events - coalesce(before.events, 0) desc`,
  newest: Prisma.sql`c.first_seen_at desc nulls last`,
};
