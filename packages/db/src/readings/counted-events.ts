import type { Outcome, SignInFilter } from '@turnaway/contracts';
import { Prisma } from '../generated/client.js';
import { filterRollups, filterSignIns, namesPeople } from './filter-sql.js';
import { type Grain, type Span, splitSpan } from './range.js';

/** Which events a reading is about. The span is aligned (see load-periods.ts). */
export interface Scope {
  workspaceId: string;
  span: Span;
  filter: SignInFilter;
}

/**
 * `from … where …` over all events of a scope, successes too, as rows `r` (bucket, error_code, app, feed_id,
 * events) joined to their meaning `c`. Whole hours come from rollup_hours, the edges from rollup_minutes; where
 * the filter names people, from sign-ins. Callers may append `and …`.
 */
export function fromEvents(scope: Scope, grain: Grain = 'hour'): Prisma.Sql {
  if (namesPeople(scope.filter)) return fromSignIns(scope);
  return joinClasses(scope, rollupRows(scope, grain), filterRollups(scope.filter));
}

/** As {@link fromEvents}, from the kept sign-ins, with user_key, ip, country and client; each row is one event. */
export function fromSignIns(scope: Scope): Prisma.Sql {
  const rows = Prisma.sql`
    select occurred_at as bucket, error_code, app, feed_id, 1 as events, user_key, ip, country, client, event
    from sign_ins where workspace_id = ${scope.workspaceId}
      and occurred_at >= ${scope.span.from} and occurred_at < ${scope.span.to}`;
  return joinClasses(scope, rows, filterSignIns(scope.filter));
}

/** The outcomes that lists and trends are about: failures, unless the filter asks for others. */
export function countedOutcomes(filter: SignInFilter): Outcome[] {
  return filter.outcome ?? ['failure'];
}

function joinClasses(scope: Scope, rows: Prisma.Sql, conditions: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    from (${rows}) r
    join code_classes c on c.workspace_id = ${scope.workspaceId} and c.error_code = r.error_code
    where ${conditions}`;
}

function rollupRows({ workspaceId, span }: Scope, grain: Grain): Prisma.Sql {
  const { hours, edges } = splitSpan(span, grain);
  const parts = edges.map((edge) => readRollup(Prisma.sql`rollup_minutes`, workspaceId, edge));
  if (hours !== null) parts.push(readRollup(Prisma.sql`rollup_hours`, workspaceId, hours));
  // A span of no length has no part, and still is a relation.
  if (parts.length === 0) parts.push(readRollup(Prisma.sql`rollup_minutes`, workspaceId, span));
  return Prisma.join(parts, ' union all ');
}

function readRollup(table: Prisma.Sql, workspaceId: string, { from, to }: Span): Prisma.Sql {
  return Prisma.sql`select bucket, error_code, app, feed_id, events from ${table}
    where workspace_id = ${workspaceId} and bucket >= ${from} and bucket < ${to}`;
}
