import {
  type CauseSourceGrid,
  causeSchema,
  type SignInFilter,
  sourceSchema,
  type TimeRange,
} from '@turnaway/contracts';
import type { Db } from '../client.js';
import { countCodes } from '../kept/count-codes.js';
import { compareTexts } from './compare-texts.js';
import { countedOutcomes, type Scope } from './counted-events.js';
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
    countCells(db, scope),
    countCells(db, { ...scope, span: spanBefore }),
  ]);
  const earlier = new Map(cellsBefore.map((cell) => [`${cell.cause} ${cell.source}`, cell.events]));
  return {
    range,
    before,
    cells: cells.map(({ cause, source, events }) => ({
      cause: causeSchema.parse(cause),
      source: sourceSchema.parse(source),
      failures: events,
      failuresBefore: earlier.get(`${cause} ${source}`) ?? 0,
    })),
  };
}

async function countCells(db: Db, scope: Scope): Promise<Cell[]> {
  const outcomes: readonly string[] = countedOutcomes(scope.filter);
  const cells = new Map<string, Cell>();
  for (const { codeClass, events } of await countCodes(db, scope)) {
    const { cause, source, outcome } = codeClass;
    if (cause === null || !outcomes.includes(outcome)) continue;
    const key = `${cause} ${source}`;
    cells.set(key, { cause, source, events: events + (cells.get(key)?.events ?? 0) });
  }
  return [...cells.values()].sort(
    (a, b) => b.events - a.events || compareTexts(a.cause, b.cause) || compareTexts(a.source, b.source),
  );
}
