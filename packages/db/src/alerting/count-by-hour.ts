import {
  type AlertParams,
  type HourlyCounts,
  type HourOfCounts,
  noApp,
  type SignInFilter,
} from '@turnaway/contracts';
import type { Db } from '../client.js';
import { Prisma } from '../generated/client.js';
import type { Span } from '../readings/range.js';
import { selectCounts } from './observe/baseline.js';
import { readLearnedSince } from './observe/learned-since.js';
import { readBehind } from './observe/read-behind.js';
import { readWithin } from './replay/read-within.js';

/** Groups that are counted, at the most. */
const keysMax = 20;

/**
 * Counts what a rule is about by clock hours, over a span of whole hours: of each app, cause or system, or of all in
 * one. `null` if that takes longer than `timeoutMs`.
 */
export async function countByHour(
  db: Db,
  asked: {
    workspaceId: string;
    filter: SignInFilter;
    groupBy: AlertParams<'baseline'>['groupBy'];
    span: Span;
    timeoutMs: number;
  },
): Promise<HourlyCounts | null> {
  const { workspaceId, filter, groupBy, span, timeoutMs } = asked;
  return readWithin(db, timeoutMs, async (transaction) => {
    const behind = await readBehind(transaction, workspaceId, span);
    const hour = Prisma.sql`date_bin('1 hour', r.bucket, '2000-01-01Z')`;
    const { rows } = await transaction.query<{ key: string; hours: HourOfCounts[] }>(
      Prisma.sql`with counted as (${selectCounts({ workspaceId, filter, span, behind }, groupBy, hour)})
          select key, json_agg(json_build_object(
            'at', at, 'failures', failures, 'successes', successes, 'attempts', attempts)) as hours
          from counted where key is not null and key <> ${noApp}
          group by key order by sum(failures) desc, sum(successes) desc, key limit ${keysMax + 1}`,
    );
    return {
      keys: rows
        .slice(0, keysMax)
        .map((row) => ({ ...row, label: row.key === 'all' ? 'All sign-ins' : row.key })),
      isCut: rows.length > keysMax,
      learnedSince: await readLearnedSince(transaction, workspaceId, filter),
    };
  });
}
