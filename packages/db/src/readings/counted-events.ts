import type { Outcome, SignInFilter } from '@turnaway/contracts';
import { eachPolicy } from '../batches/policy-text.js';
import { Prisma } from '../generated/client.js';
import type { Dimension } from './dimension-sql.js';
import { asksSignIns, filterRollups, filterSignIns, namesCodes } from './filter-sql.js';
import type { Grain, Span } from './range.js';
import {
  type Behind,
  type FoldedStore,
  foldedMinutes,
  isOfFolds,
  type Store,
  type Stretch,
  splitSpan,
} from './split-span.js';

/** Which events a reading is about. The span is aligned (see load-periods.ts). */
export interface Scope {
  workspaceId: string;
  span: Span;
  filter: SignInFilter;
  /** Which summaries are behind; where it is not said, none is read. */
  behind?: Behind;
  /** The codes that the filter comes down to, where they are few: they are then looked for in the indexes. */
  codes?: string[] | null;
}

/**
 * What a reading tells events apart by, besides time and the filter: their codes, their apps, or all of it.
 * The less it needs, the fewer rows hold the answer.
 */
export type Detail = 'codes' | 'apps' | 'cells';

/**
 * `from … where …` over all events of a scope, successes too, as rows `r` (bucket, error_code, app, feed_id, interactive,
 * events)
 * joined to their meaning `c`. Where the filter names people they are read from sign-ins; else from summaries, as far
 * as these are made, and from the rollups. With detail `codes`, `r` has no app and feed; with `apps` it has only the
 * app, and `c` only the outcome. Callers may append `and …`.
 */
export function fromEvents(scope: Scope, detail: Detail = 'cells', grain: Grain = 'day'): Prisma.Sql {
  if (asksSignIns(scope.filter)) return fromSignIns(scope);
  const needed = neededDetail(scope.filter, detail);
  const stretches = splitSpan(scope.span, grain, scope.behind ?? null);
  const rows = stretches.map((stretch) => readers[needed](scope, stretch));
  if (needed === 'apps') {
    return Prisma.sql`from (${Prisma.join(rows, ' union all ')}) r cross join lateral (select r.outcome) c
      where ${filterRollups(scope.filter)}`;
  }
  return joinClasses(scope, Prisma.join(rows, ' union all '), filterRollups(scope.filter));
}

/** As {@link fromEvents}, from the kept sign-ins, with user_key, ip, country, client, device and policy; each row is one event. */
export function fromSignIns(scope: Scope): Prisma.Sql {
  return fromSignInsOf(scope, [scope.span]);
}

/** As {@link fromSignIns}, of some stretches of the span alone; none of them is a relation without rows. */
export function fromSignInsOf(scope: Scope, spans: Span[], joins = Prisma.empty): Prisma.Sql {
  const rows = (spans.length === 0 ? [{ from: scope.span.from, to: scope.span.from }] : spans).map(
    ({ from, to }) => Prisma.sql`
      select occurred_at as bucket, error_code, app, feed_id, interactive, 1 as events, user_key, ip, country, client,
        device, policy, event
      from sign_ins where workspace_id = ${scope.workspaceId}
        and occurred_at >= ${from} and occurred_at < ${to} ${ofCodes(scope)}`,
  );
  return joinClasses(scope, Prisma.join(rows, ' union all '), filterSignIns(scope.filter), joins);
}

/** As {@link fromSignInsOf}, to be grouped by a dimension: what several policies refused has a row for each of them. */
export function fromSignInsBy(scope: Scope, spans: Span[], by: Dimension): Prisma.Sql {
  return by === 'policy'
    ? fromSignInsOf(scope, spans, eachPolicy(Prisma.sql`r.policy`))
    : fromSignInsOf(scope, spans);
}

/** The outcomes that lists and trends are about: failures, unless the filter asks for others. */
export function countedOutcomes(filter: SignInFilter): Outcome[] {
  return filter.outcome ?? ['failure'];
}

/** The least detail that also lets the filter be applied. */
export function neededDetail(filter: SignInFilter, detail: Detail): Detail {
  if (filter.feed !== undefined || filter.interactive !== undefined) return 'cells';
  if (detail === 'codes' && filter.app !== undefined) return 'cells';
  if (detail === 'apps' && namesCodes(filter)) return 'cells';
  return detail;
}

function joinClasses(
  scope: Scope,
  rows: Prisma.Sql,
  conditions: Prisma.Sql,
  joins = Prisma.empty,
): Prisma.Sql {
  return Prisma.sql`
    from (${rows}) r
    join code_classes c on c.workspace_id = ${scope.workspaceId} and c.error_code = r.error_code ${joins}
    where ${conditions}`;
}

const readers: Readonly<Record<Detail, (scope: Scope, stretch: Stretch) => Prisma.Sql>> = {
  codes(scope, stretch) {
    if (!isOfFolds(stretch)) return readCells(scope, stretch);
    const { store, span } = stretch;
    return Prisma.sql`select bucket, error_code, null::text as app, null::uuid as feed_id, null::text as interactive, events
      from folded_codes
      where bucket_minutes = ${foldedMinutes[store]} and ${within(scope, span)} ${ofCodes(scope)}`;
  },
  apps(scope, stretch) {
    if (isOfFolds(stretch)) {
      const { store, span } = stretch;
      return Prisma.sql`select bucket, app, outcome, events from folded_apps
        where bucket_minutes = ${foldedMinutes[store]} and ${within(scope, span)}`;
    }
    return Prisma.sql`select cells.bucket, cells.app, k.outcome, cells.events
      from (${readCells(scope, stretch)}) cells
      join code_classes k on k.workspace_id = ${scope.workspaceId} and k.error_code = cells.error_code`;
  },
  cells: readCells,
};

/** Rows (bucket, error_code, app, feed_id, interactive, events) of a stretch, of the scope's codes. */
export function readCells(scope: Scope, { store, span }: Stretch): Prisma.Sql {
  return Prisma.sql`select bucket, error_code, app, feed_id, interactive, events from ${cellTables[store]}
    where ${within(scope, span)} ${ofCodes(scope)}`;
}

const cellTables: Readonly<Record<Store, Prisma.Sql>> = {
  'folded-days': Prisma.sql`rollup_days`,
  'folded-shifts': Prisma.sql`rollup_hours`,
  'folded-hours': Prisma.sql`rollup_hours`,
  hours: Prisma.sql`rollup_hours`,
  'folded-quarters': Prisma.sql`rollup_minutes`,
  minutes: Prisma.sql`rollup_minutes`,
};

/**
 * Rows of a table of summaries, of the buckets of some stretches: one after the other, since a choice between stretches
 * would have the index read of all time and most of it thrown away.
 */
export function selectBuckets(
  { columns, table, where }: { columns: Prisma.Sql; table: Prisma.Sql; where: Prisma.Sql },
  stretches: readonly (Stretch & { store: FoldedStore })[],
): Prisma.Sql {
  const select = Prisma.sql`select ${columns} from ${table} where ${where}`;
  if (stretches.length === 0) return Prisma.sql`${select} and false`;
  const parts = stretches.map(
    ({ store, span }) => Prisma.sql`${select} and bucket_minutes = ${foldedMinutes[store]}
      and bucket >= ${span.from} and bucket < ${span.to}`,
  );
  return Prisma.join(parts, ' union all ');
}

/** That a row of counts lies in a span of the scope's workspace. */
export function within({ workspaceId }: Scope, { from, to }: Span): Prisma.Sql {
  return Prisma.sql`workspace_id = ${workspaceId} and bucket >= ${from} and bucket < ${to}`;
}

function ofCodes({ codes }: Scope): Prisma.Sql {
  return codes === undefined || codes === null
    ? Prisma.empty
    : Prisma.sql`and error_code = any(${codes}::text[])`;
}
