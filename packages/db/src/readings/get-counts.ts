import type { Counts, SignInFilter, TimeRange } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { Prisma } from '../generated/client.js';
import { countPeople } from './count-people.js';
import { fromEvents, type Scope } from './counted-events.js';
import { noApp } from './dimension-sql.js';
import { leavesOutSuccesses } from './filter-sql.js';
import { loadPeriods } from './load-periods.js';

/** Counts over a range (ISO 8601, `to` exclusive), exact at the minute while minutes are kept. */
export async function getCounts(
  db: Db,
  query: { workspaceId: string; range: TimeRange; filter: SignInFilter },
): Promise<Counts> {
  const { span, behind, codes } = await loadPeriods(db, query.workspaceId, query.range, query.filter);
  return countScope(db, { workspaceId: query.workspaceId, span, filter: query.filter, behind, codes });
}

/** As {@link getCounts}, for a span that is aligned already. */
export async function countScope(db: Db, scope: Scope): Promise<Counts> {
  const countAll = async () => {
    const { rows } = await db.pool.query<Omit<Counts, 'failureRate' | 'people' | 'apps'>>(
      countStatement(scope),
    );
    const row = rows[0];
    if (row === undefined) throw new Error('expected one row of counts');
    return { ...row, people: await countPeople(db, scope, ['failure'], { events: row.failures }) };
  };
  const [row, apps] = await Promise.all([countAll(), countApps(db, scope)]);
  return { ...row, apps, failureRate: leavesOutSuccesses(scope.filter) ? null : failureRate(row) };
}

/** Failures ÷ (successes + failures); `null` if there were neither. */
export function failureRate({ successes, failures }: { successes: number; failures: number }): number | null {
  return successes + failures === 0 ? null : failures / (successes + failures);
}

function countStatement(scope: Scope): Prisma.Sql {
  // Sums of events are cast to float8: exact far beyond any count, and a number in JavaScript, unlike bigint.
  return Prisma.sql`
    with cells as (
      select r.error_code, c.outcome, c.known, sum(r.events) as events ${fromEvents(scope, 'codes')} group by 1, 2, 3
    )
    select
      coalesce(sum(events) filter (where outcome = 'success'), 0)::float8 as "successes",
      coalesce(sum(events) filter (where outcome = 'failure'), 0)::float8 as "failures",
      coalesce(sum(events) filter (where outcome in ('interrupt', 'conditional')), 0)::float8 as "interrupts",
      (count(*) filter (where not known))::int as "unknownCodes",
      coalesce(sum(events) filter (where not known), 0)::float8 as "unknownCodeEvents"
    from cells`;
}

async function countApps(db: Db, scope: Scope): Promise<number> {
  const { rows } = await db.pool.query<{ apps: number }>(
    Prisma.sql`select count(*)::int as apps from (
      select distinct r.app ${fromEvents(scope, 'apps')} and c.outcome = 'failure' and r.app <> ${noApp}
    ) failing`,
  );
  return rows[0]?.apps ?? 0;
}
