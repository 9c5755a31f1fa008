import type { Db } from '../client.js';
import { Prisma } from '../generated/client.js';
import { type Bins, binOf, sumByBin } from '../kept/bins.js';
import { startOfBin } from '../kept/bucket-sql.js';
import type { Scope } from './counted-events.js';
import { chooseSubjectSummaries, splitBySubjects } from './key-summaries.js';
import { readSubjects } from './listed-buckets.js';
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
  if (summaries === null || scope.behind === undefined) return null;
  const { workspaceId, span, behind } = scope;
  const { listed, rest } = await readSubjects<{ code: string; at: number; events: number }>(
    db,
    { workspaceId, span, behind },
    splitBySubjects(scope, summaries, 'code', grain),
    { kind: 'codes', grain },
    (from, at) => Prisma.sql`
      select r.error_code as code, ${startOfBin(bins, at)} as at, count(*)::float8 as events ${from} group by 1, 2`,
  );
  const byCode = new Map<string, Float64Array>();
  const sumsOf = (code: string) => {
    const sums = byCode.get(code) ?? new Float64Array(bins.size);
    byCode.set(code, sums);
    return sums;
  };
  for (const { names, parts: kept } of listed) {
    for (const [place, sums] of sumByBin({ names: names.list, parts: kept }, bins)) {
      const all = sumsOf(names.list[place] ?? '');
      for (const [bin, events] of sums.entries()) all[bin] = (all[bin] ?? 0) + events;
    }
  }
  for (const { code, at, events } of rest) {
    const sums = sumsOf(code);
    const bin = binOf(bins, at);
    sums[bin] = (sums[bin] ?? 0) + events;
  }
  return byCode;
}
