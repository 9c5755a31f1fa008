import type { Outcome } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { Prisma } from '../generated/client.js';
import { fromEvents, neededDetail, type Scope } from './counted-events.js';
import { chooseGrain, lengthMs } from './range.js';

/** Events of each error code over the span in equal parts; a code without events is not in the map. */
export async function countParts(
  db: Db,
  scope: Scope,
  query: { outcomes: Outcome[]; errorCodes: string[]; parts: number; hasMinutes: boolean },
): Promise<Map<string, number[]>> {
  const partMs = lengthMs(scope.span) / query.parts;
  if (query.errorCodes.length === 0 || partMs === 0) return new Map();
  const chosen = chooseGrain(scope.span, partMs, query.hasMinutes);
  // Quarters of an hour are summed up by code alone.
  const grain = chosen === 'quarter' && neededDetail(scope.filter, 'codes') === 'cells' ? 'hour' : chosen;
  const { rows } = await db.pool.query<{ error_code: string; start: Date; events: number }>(
    Prisma.sql`
      select r.error_code, sum(r.events)::float8 as events,
        date_bin(make_interval(secs => ${partMs / 1_000}), r.bucket, ${scope.span.from}::timestamptz) as start
      ${fromEvents(scope, 'codes', grain)}
        and c.outcome = any(${query.outcomes}::text[]) and r.error_code = any(${query.errorCodes}::text[])
      group by 1, 3`,
  );
  const partsOf = new Map<string, number[]>();
  for (const row of rows) {
    const parts = partsOf.get(row.error_code) ?? new Array<number>(query.parts).fill(0);
    partsOf.set(row.error_code, parts);
    const index = Math.round((row.start.getTime() - scope.span.from.getTime()) / partMs);
    parts[index] = (parts[index] ?? 0) + row.events;
  }
  return partsOf;
}
