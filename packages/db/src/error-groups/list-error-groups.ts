import type {
  ErrorGroupRow as ErrorGroupAnswer,
  ErrorGroupSort,
  ErrorGroupState,
  ErrorGroups,
  SignInFilter,
  TimeRange,
} from '@turnaway/contracts';
import { unresolvedStates } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { Prisma } from '../generated/client.js';
import { countedOutcomes, fromEvents, type Scope } from '../readings/counted-events.js';
import { loadPeriods } from '../readings/load-periods.js';
import { decodeOffset, encodeOffset } from '../readings/offset-cursor.js';
import type { Span } from '../readings/range.js';
import { countGroupParts, countGroupPeople, countGroups, sparkParts } from './count-groups.js';
import { type ErrorGroupRow, errorGroupColumns, toErrorGroup } from './error-group-row.js';

interface RankedRow extends ErrorGroupRow {
  error_code: string;
  events: number;
}

/** What is asked of the list of groups. */
export interface ErrorGroupsQuery {
  workspaceId: string;
  range: TimeRange;
  filter: SignInFilter;
  states?: ErrorGroupState[] | undefined;
  /** A member's id, or `null` for what nobody looks after. */
  assignee?: string | null | undefined;
  /** The member who asks; `null` for a token. */
  me: string | null;
  sort: ErrorGroupSort;
  cursor?: string | undefined;
  limit: number;
}

/**
 * The groups that have events in a range (ISO 8601, `to` exclusive): failures, unless the filter asks for other
 * outcomes. The numbers by state leave the filters by state and assignee out.
 */
export async function listErrorGroups(db: Db, query: ErrorGroupsQuery): Promise<ErrorGroups> {
  const { workspaceId, filter } = query;
  const periods = await loadPeriods(db, workspaceId, query.range, filter);
  const { span, spanBefore, behind, codes, hasMinutes } = periods;
  const scope: Scope = { workspaceId, span, filter, behind, codes };
  const outcomes = countedOutcomes(filter);
  const offset = decodeOffset(query.cursor);
  const everybody = query.sort === 'people' ? await countGroupPeople(db, scope, outcomes, null) : [];
  const { rows } = await db.pool.query<{
    states: Record<string, number>;
    mine: number;
    total: number;
    page: RankedRow | null;
  }>(rank(scope, spanBefore, query, { offset, everybody }));
  const page = rows.slice(0, query.limit).flatMap((row) => (row.page === null ? [] : [revive(row.page)]));
  const keys = page.map((row) => ({ errorCode: row.error_code, app: row.app }));
  const pageScope = { ...scope, codes: [...new Set(keys.map(({ errorCode }) => errorCode))] };
  const [before, people, parts] = await Promise.all([
    countGroups(db, { ...pageScope, span: spanBefore }, outcomes, keys),
    countGroupPeople(db, pageScope, outcomes, keys),
    countGroupParts(db, pageScope, outcomes, { keys, hasMinutes }),
  ]);
  const peopleOf = new Map(people.map(({ errorCode, app, people }) => [`${errorCode}\n${app}`, people]));
  const items: ErrorGroupAnswer[] = page.map((row, place) => ({
    ...toErrorGroup(row),
    events: row.events,
    eventsBefore: before[place] ?? 0,
    people: peopleOf.get(`${row.error_code}\n${row.app}`) ?? 0,
    spark: parts[place] ?? new Array<number>(sparkParts).fill(0),
  }));
  const counted = rows[0];
  return {
    range: periods.range,
    before: periods.before,
    items,
    nextCursor: rows.length > query.limit ? encodeOffset(offset + query.limit) : null,
    total: counted?.total ?? 0,
    states: { ...noStates, ...counted?.states },
    mine: counted?.mine ?? 0,
  };
}

const noStates = { new: 0, ongoing: 0, escalating: 0, regressed: 0, resolved: 0, ignored: 0 };

/** JSON has no times: they come as text. */
function revive(row: RankedRow): RankedRow {
  return {
    ...row,
    state_since: new Date(row.state_since),
    first_seen_at: new Date(row.first_seen_at),
    last_seen_at: new Date(row.last_seen_at),
    ignore_time: row.ignore_time === null ? null : new Date(row.ignore_time),
  };
}

/** One row more than the limit, to see whether there is a next page; one without a group if there is none to show. */
function rank(
  scope: Scope,
  spanBefore: Span,
  { states, assignee, me, sort, limit }: ErrorGroupsQuery,
  { offset, everybody }: { offset: number; everybody: { errorCode: string; app: string; people: number }[] },
): Prisma.Sql {
  const { workspaceId, filter } = scope;
  const counted = Prisma.sql`and c.outcome = any(${countedOutcomes(filter)}::text[])`;
  const isShown = Prisma.join(
    [
      states === undefined ? Prisma.sql`true` : Prisma.sql`state = any(${states}::text[])`,
      assignee === undefined
        ? Prisma.sql`true`
        : Prisma.sql`assignee_id is not distinct from ${assignee}::text`,
    ],
    ' and ',
  );
  const before =
    sort === 'change'
      ? Prisma.sql`select r.error_code, r.app, sum(r.events)::float8 as events
          ${fromEvents({ ...scope, span: spanBefore })} ${counted} group by 1, 2`
      : Prisma.sql`select null::text as error_code, null::text as app, 0::float8 as events where false`;
  return Prisma.sql`
    with cells as materialized (
      select r.error_code, r.app, sum(r.events)::float8 as events ${fromEvents(scope)} ${counted} group by 1, 2
    ), before as materialized (${before}),
    people as (
      select * from unnest(${everybody.map(({ errorCode }) => errorCode)}::text[],
        ${everybody.map(({ app }) => app)}::text[], ${everybody.map(({ people }) => people)}::int[])
        as counted (error_code, app, people)
    ), found as materialized (
      select cells.error_code, cells.app, cells.events, g.state, g.assignee_id, g.first_seen_at
      from cells
      join error_groups g on g.workspace_id = ${workspaceId} and g.error_code = cells.error_code and g.app = cells.app
    ), shown as (
      select found.*, row_number() over (order by ${sortOrders[sort]}, found.events desc, error_code, app) as rank
      from found
      ${sort === 'change' ? Prisma.sql`left join before using (error_code, app)` : Prisma.empty}
      ${sort === 'people' ? Prisma.sql`left join people using (error_code, app)` : Prisma.empty}
      where ${isShown}
    ), page as (
      select shown.rank, to_jsonb(one) as page from shown
      cross join lateral (
        select shown.error_code, shown.events, ${errorGroupColumns} from error_groups g
        join code_classes c on c.workspace_id = ${workspaceId} and c.error_code = g.error_code
        left join users u on u.id = g.assignee_id
        where g.workspace_id = ${workspaceId} and g.error_code = shown.error_code and g.app = shown.app
      ) one
      where rank > ${offset} and rank <= ${offset + limit + 1}
    ), totals as (
      select (select coalesce(jsonb_object_agg(state, groups), '{}')
          from (select state, count(*) as groups from found group by 1) by_state) as states,
        (select count(*)::int from found
          where assignee_id = ${me}::text and state = any(${unresolvedStates}::text[])) as mine,
        (select count(*)::int from shown) as total
    )
    select totals.*, page.page from totals left join page on true order by page.rank`;
}

const sortOrders: Readonly<Record<ErrorGroupSort, Prisma.Sql>> = {
  events: Prisma.sql`found.events desc`,
  people: Prisma.sql`coalesce(people.people, 0) desc`,
  change: Prisma.sql`found.events - coalesce(before.events, 0) desc`,
  newest: Prisma.sql`found.first_seen_at desc`,
  state: Prisma.sql`array_position(array['regressed', 'escalating', 'new', 'ongoing', 'ignored', 'resolved'], found.state)`,
};
