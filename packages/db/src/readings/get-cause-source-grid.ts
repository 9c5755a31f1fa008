import {
  type CauseSourceGrid,
  causeSchema,
  type SignInFilter,
  sourceSchema,
  type TimeRange,
} from '@turnaway/contracts';
import type { Db } from '../client.js';
import { Prisma } from '../generated/client.js';
import { countedOutcomes, fromEvents, type Scope } from './counted-events.js';
import { loadPeriods } from './load-periods.js';

interface Cell {
  cause: string;
  source: string;
  events: number;
}

/**
 * Failures of a range (ISO 8601, `to` exclusive) where cause and source cross, the largest first; where the
 * filter asks for other outcomes, these instead. Events without a cause, such as successes, are in no cell.
 */
export async function getCauseSourceGrid(
  db: Db,
  query: { workspaceId: string; range: TimeRange; filter: SignInFilter },
): Promise<CauseSourceGrid> {
  const { workspaceId, filter } = query;
  const { range, before, span, spanBefore, behind, codes } = await loadPeriods(
    db,
    workspaceId,
    query.range,
    filter,
  );
  const scope = { workspaceId, span, filter, behind, codes };
  const [cells, cellsBefore] = await Promise.all([
    db.pool.query<Cell>(selectCells(scope)),
    db.pool.query<Cell>(selectCells({ ...scope, span: spanBefore })),
  ]);
  const earlier = new Map(cellsBefore.rows.map((cell) => [`${cell.cause} ${cell.source}`, cell.events]));
  return {
    range,
    before,
    cells: cells.rows.map(({ cause, source, events }) => ({
      cause: causeSchema.parse(cause),
      source: sourceSchema.parse(source),
      failures: events,
      failuresBefore: earlier.get(`${cause} ${source}`) ?? 0,
    })),
  };
}

function selectCells(scope: Scope): Prisma.Sql {
  return Prisma.sql`
    select c.cause, c.source, sum(r.events)::float8 as events
    ${fromEvents(scope, 'codes')} and c.cause is not null
      and c.outcome = any(${countedOutcomes(scope.filter)}::text[])
    group by 1, 2 order by 3 desc, 1, 2`;
}
