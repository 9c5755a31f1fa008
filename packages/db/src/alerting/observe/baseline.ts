import { type AlertParams, type BaselineObservation, noApp, observedRowsMax } from '@turnaway/contracts';
import { Prisma } from '../../generated/client.js';
import { type Detail, fromEvents, type Scope } from '../../readings/counted-events.js';
import { filterRollups } from '../../readings/filter-sql.js';
import { dayMs, hourMs, type Span } from '../../readings/range.js';
import { whereSuccessesAre } from '../count-watched-events.js';
import { watchedEvents, watchedOutcomes } from '../watched-events.js';
import { readLearnedSince } from './learned-since.js';
import type { Observer } from './observer.js';
import { readBehind } from './read-behind.js';

/** The days before that a window is compared with. */
const daysBack = [1, 2, 3, 4, 5, 6, 7, 14, 21, 28, 35, 42] as const;

/** How many hours before the window a drop is held against. */
const hoursOfDay = 9;

type GroupBy = AlertParams<'baseline'>['groupBy'];
const keys: Readonly<Record<GroupBy, Prisma.Sql>> = {
  none: Prisma.sql`'all'`,
  app: Prisma.sql`r.app`,
  cause: Prisma.sql`c.cause`,
  system: Prisma.sql`c.system`,
};
const details: Readonly<Record<GroupBy, Detail>> = {
  none: 'codes',
  app: 'apps',
  cause: 'codes',
  system: 'codes',
};

/**
 * Counts over the rule's window by minutes, and over the same hours of earlier days from summaries: of each app, cause
 * or system, or of all in one.
 */
export const observeBaseline: Observer<'baseline'> = async (transaction, { rule, params, now }) => {
  const scope = watchedEvents(rule, params.windowMinutes, now);
  const hoursBefore = params.direction === 'drop' ? hoursOfDay : 1;
  const history = daysBack.map((days) => hoursAround(scope.span, days, hoursBefore));
  if (params.direction === 'drop') history.push(hoursToday(scope.span));
  const whole = { from: earliest(history), to: scope.span.to };
  const behind = await readBehind(transaction, rule.workspaceId, whole);
  const parts = [
    selectCounts(scope, params.groupBy, Prisma.sql`null::timestamptz`),
    ...history.map((span) =>
      selectCounts(
        { ...scope, span, behind },
        params.groupBy,
        Prisma.sql`date_bin('1 hour', r.bucket, '2000-01-01Z')`,
      ),
    ),
  ];
  const { rows } = await transaction.query<{
    key: string;
    failures: number;
    successes: number;
    history: BaselineObservation['history'];
  }>(Prisma.sql`with counted as (${Prisma.join(parts, ' union all ')})
    select key,
      coalesce(sum(failures) filter (where at is null), 0)::float8 as failures,
      coalesce(sum(successes) filter (where at is null), 0)::float8 as successes,
      coalesce(json_agg(json_build_object('at', at, 'minutes', 60, 'failures', failures, 'successes', successes))
        filter (where at is not null), '[]') as history
    from counted where key is not null and key <> ${noApp}
    group by key order by 2 desc, 3 desc, key limit ${observedRowsMax}`);
  const learnedSince = await readLearnedSince(transaction, rule.workspaceId, rule.filter);
  const counted = rows.map((row) => ({
    ...row,
    label: row.key === 'all' ? 'All sign-ins' : row.key,
    learnedSince,
  }));
  // Nothing at all is an observation, too: it is what a drop looks like.
  if (params.groupBy !== 'none' || counted.length > 0) return counted;
  return [{ key: 'all', label: 'All sign-ins', failures: 0, successes: 0, history: [], learnedSince }];
};

/**
 * Of each app, cause or system, or of all in one, and of each `at` (an expression over `r`): the events that the filter
 * fits, the successes around them, and all attempts.
 */
export function selectCounts(scope: Scope, groupBy: GroupBy, at: Prisma.Sql): Prisma.Sql {
  const outcomes = watchedOutcomes(scope.filter);
  const around = { ...scope, filter: whereSuccessesAre(scope.filter) };
  return Prisma.sql`(select ${keys[groupBy]} as key, ${at} as at,
      sum(case when c.outcome = any(${outcomes}::text[]) and ${conditionOn(scope, groupBy)} then r.events else 0 end)::float8 as failures,
      sum(case when c.outcome = 'success' then r.events else 0 end)::float8 as successes,
      sum(case when c.outcome in ('success', 'failure') or c.outcome = any(${outcomes}::text[])
        then r.events else 0 end)::float8 as attempts
    ${fromEvents(around, detailFor(scope, groupBy), 'hour')} group by 1, 2)`;
}

/** What tells apps apart in summaries knows their outcomes alone: a filter by code or cause needs the cells. */
function detailFor({ filter }: Scope, groupBy: GroupBy): Detail {
  const { code, cause, source } = filter;
  const namesMeaning = code !== undefined || cause !== undefined || source !== undefined;
  return groupBy === 'app' && namesMeaning ? 'cells' : details[groupBy];
}

function conditionOn(scope: Scope, groupBy: GroupBy): Prisma.Sql {
  const { code, cause, source } = scope.filter;
  return groupBy === 'app' && code === undefined && cause === undefined && source === undefined
    ? Prisma.sql`true`
    : filterRollups({ code, cause, source });
}

/** The hours that the window lay in so many days ago, with more before and one after. */
function hoursAround({ from, to }: Span, days: number, hoursBefore: number): Span {
  const backMs = days * dayMs;
  return {
    from: new Date(Math.floor((from.getTime() - backMs) / hourMs) * hourMs - hoursBefore * hourMs),
    to: new Date(Math.ceil((to.getTime() - backMs) / hourMs) * hourMs + hourMs),
  };
}

/** The whole hours of today before the window: whether they were busy tells a drop from a holiday. */
function hoursToday({ from }: Span): Span {
  const toMs = Math.floor(from.getTime() / hourMs) * hourMs;
  return { from: new Date(toMs - hoursOfDay * hourMs), to: new Date(toMs) };
}

function earliest(spans: readonly Span[]): Date {
  return new Date(Math.min(...spans.map(({ from }) => from.getTime())));
}
