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
import { countedOutcomes, type Scope } from '../readings/counted-events.js';
import { loadPeriods } from '../readings/load-periods.js';
import { decodeOffset, encodeOffset } from '../readings/offset-cursor.js';
import type { Span } from '../readings/range.js';
import { countGroupPeople } from './count-group-people.js';
import { countGroupParts, countGroups, sparkParts } from './count-groups.js';
import { countMostPeople, type PeopleOfGroup } from './count-most-people.js';
import { type ErrorGroupRow, errorGroupColumns, toErrorGroup } from './error-group-row.js';
import { selectGroups } from './grouped-events.js';

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
  const everybody = query.sort === 'people' ? await countMostPeople(db, scope, offset + query.limit + 1) : [];
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
    countGroupPeople(db, scope, outcomes, keys),
    countGroupParts(db, pageScope, outcomes, { keys, hasMinutes }),
  ]);
  const items: ErrorGroupAnswer[] = page.map((row, place) => ({
    ...toErrorGroup(row),
    events: row.events,
    eventsBefore: before[place] ?? 0,
    people: people[place] ?? 0,
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
  { offset, everybody }: { offset: number; everybody: PeopleOfGroup[] },
): Prisma.Sql {
  const { workspaceId } = scope;
  const isShown = Prisma.join(
    [
      states === undefined ? Prisma.sql`true` : Prisma.sql`found.state = any(${states}::text[])`,
      assignee === undefined
        ? Prisma.sql`true`
        : Prisma.sql`found.assignee_id is not distinct from ${assignee}::text`,
    ],
    ' and ',
  );
  const before =
    sort === 'change'
      ? selectGroups({ ...scope, span: spanBefore })
      : Prisma.sql`select null::text as error_code, null::text as app, 0::float8 as events where false`;
  return Prisma.sql`
    with found as materialized (${selectGroups(scope)}), before as materialized (${before}),
    people as (
      select * from unnest(${everybody.map(({ errorCode }) => errorCode)}::text[],
        ${everybody.map(({ app }) => app)}::text[], ${everybody.map(({ people }) => people)}::int[])
        as counted (error_code, app, people)
    ), shown as (
      -- No more of the many groups is sorted than the page takes.
      select found.error_code, found.app, found.events, (${sortKeys[sort]})::float8 as place from found
      ${sort === 'change' ? Prisma.sql`left join before using (error_code, app)` : Prisma.empty}
      ${sort === 'people' ? Prisma.sql`left join people using (error_code, app)` : Prisma.empty}
      where ${isShown} order by place, found.events desc, error_code, app limit ${limit + 1} offset ${offset}
    ), page as (
      select row_number() over (order by shown.place, shown.events desc, shown.error_code, shown.app) as rank,
        to_jsonb(one) as page
      from shown cross join lateral (
        select shown.error_code, shown.events, ${errorGroupColumns} from error_groups g
        join code_classes c on c.workspace_id = ${workspaceId} and c.error_code = g.error_code
        left join users u on u.id = g.assignee_id
        where g.workspace_id = ${workspaceId} and g.error_code = shown.error_code and g.app = shown.app
      ) one
    ), totals as (
      select (select coalesce(jsonb_object_agg(state, groups), '{}')
          from (select state, count(*) as groups from found group by 1) by_state) as states,
        (select count(*)::int from found
          where assignee_id = ${me}::text and state = any(${unresolvedStates}::text[])) as mine,
        (select count(*)::int from found where ${isShown}) as total
    )
    select totals.*, page.page from totals left join page on true order by page.rank`;
}

/** What comes first, by the smaller number. */
const sortKeys: Readonly<Record<ErrorGroupSort, Prisma.Sql>> = {
  events: Prisma.sql`-found.events`,
  people: Prisma.sql`-coalesce(people.people, 0)`,
  change: Prisma.sql`coalesce(before.events, 0) - found.events`,
  newest: Prisma.sql`-extract(epoch from found.first_seen_at)`,
  state: Prisma.sql`array_position(array['regressed', 'escalating', 'new', 'ongoing', 'ignored', 'resolved'], found.state)`,
};
