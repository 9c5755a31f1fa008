import type { Outcome } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { countCodes } from '../kept/count-codes.js';
import { neededDetail, type Scope } from './counted-events.js';
import { asksSignIns } from './filter-sql.js';
import { chooseGrain, lengthMs } from './range.js';

/** Events of each error code over the span in equal parts; a code without events is not in the map. */
export async function countParts(
  db: Db,
  scope: Scope,
  query: { outcomes: Outcome[]; parts: number; hasMinutes: boolean },
): Promise<Map<string, number[]>> {
  const partMs = lengthMs(scope.span) / query.parts;
  if (partMs === 0) return new Map();
  const chosen = chooseGrain(scope.span, partMs, query.hasMinutes);
  // Quarters of an hour are summed up by code alone.
  const isOfMore = neededDetail(scope.filter, 'codes') === 'cells' || asksSignIns(scope.filter);
  const grain = chosen === 'quarter' && isOfMore ? 'hour' : chosen;
  const bins = { start: scope.span.from.getTime(), stepMs: partMs, size: query.parts };
  const codes = await countCodes(db, scope, { grain, bins });
  const outcomes: readonly string[] = query.outcomes;
  return new Map(
    codes
      .filter(({ codeClass }) => outcomes.includes(codeClass.outcome))
      .map(({ codeClass, bins: parts }) => [codeClass.error_code, [...parts]]),
  );
}
