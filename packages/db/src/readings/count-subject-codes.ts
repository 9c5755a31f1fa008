import type { Db } from '../client.js';
import { Prisma } from '../generated/client.js';
import { type Bins, binOf } from '../kept/bins.js';
import { startOfBin } from '../kept/bucket-sql.js';
import type { Scope } from './counted-events.js';
import { chooseSubjectSummaries, hasLists, selectLists, splitBySubjects } from './key-summaries.js';
import type { Grain } from './range.js';

/**
 * Events of each code among the sign-ins of a few addresses, people, countries and so on, by bins of time: from their lists where they
 * were heavy, and from their sign-ins elsewhere. `null` where nothing is listed, or where the filter asks for more than that; what
 * codes mean is left to the caller.
 */
export async function countSubjectCodes(
  db: Db,
  scope: Scope,
  grain: Grain,
  bins: Bins,
): Promise<Map<string, Float64Array> | null> {
  const summaries = await chooseSubjectSummaries(db, scope);
  if (summaries === null) return null;
  const parts = splitBySubjects(scope, summaries, 'code', grain);
  if (!hasLists(parts)) return null;
  const counted = parts.map(
    ({ from }) => Prisma.sql`union all
      select r.error_code as code, ${startOfBin(bins, Prisma.sql`r.occurred_at`)} as at, count(*) as events ${from} group by 1, 2`,
  );
  const { rows } = await db.pool.query<{ code: string; at: number; events: number }>(Prisma.sql`
    select code, at, sum(events)::float8 as events from (
      select key as code, ${startOfBin(bins, Prisma.sql`bucket`)} as at, events
      from (${selectLists(scope.workspaceId, 'code', parts)}) lists
      ${Prisma.join(counted, ' ')}
    ) parts group by 1, 2`);
  const byCode = new Map<string, Float64Array>();
  for (const { code, at, events } of rows) {
    const sums = byCode.get(code) ?? new Float64Array(bins.size);
    byCode.set(code, sums);
    const bin = binOf(bins, at);
    sums[bin] = (sums[bin] ?? 0) + events;
  }
  return byCode;
}
