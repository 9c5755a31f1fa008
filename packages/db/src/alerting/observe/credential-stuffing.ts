import type { StuffingObservation } from '@turnaway/contracts';
import { Prisma } from '../../generated/client.js';
import { dayMs } from '../../readings/range.js';
import { watchedEvents } from '../watched-events.js';
import { selectFirstFactors } from './first-factor.js';
import { selectKnownAddresses } from './known-addresses.js';
import type { Observer, Observing } from './observer.js';

/** As many days as successes are kept for at the least: before that every address would look strange. */
const usualDays = [1, 2, 3] as const;

/** Accounts that were tried from addresses that nobody got in from, and how many are usual at these hours. */
export const observeCredentialStuffing: Observer<'credential-stuffing'> = async (transaction, observing) => {
  const { rule, params, codes, now, hindsight = false } = observing;
  const scope = watchedEvents(rule, params.windowMinutes, now);
  const { rows } = await transaction.query<Omit<StuffingObservation, 'usualAccounts'>>(
    Prisma.sql`with failed as materialized (${selectFirstFactors(scope, codes, params.allow)}),
      known as materialized (${selectKnownAddresses(scope.workspaceId, Prisma.sql`failed`, hindsight ? 'ever' : scope.span.from)}),
      strange as materialized (
        select * from failed where ip is not null and ip not in (select ip from known)
      ),
      passed as materialized (
        select s.user_key, s.ip, s.occurred_at from successes s
        where s.workspace_id = ${scope.workspaceId}
          and s.occurred_at >= ${scope.span.from} and s.occurred_at < ${scope.span.to}
      ),
      met as (
        -- Each account's events in order of time, with the addresses that it had failed from before. A join would be planned
        -- by what was known of the table minutes ago, which is often that the window is empty, and compare all with all.
        -- An IN by itself would be such a join; within a COALESCE it is looked up in a hash.
        select user_key, ip, has_passed, min(failed_ip) over earlier as first_ip, max(failed_ip) over earlier as last_ip
        from (
          select user_key, ip, at, ip as failed_ip, false as has_passed from failed
          union all
          select user_key, ip, occurred_at, null, true from passed
          where coalesce(ip in (select ip from strange), false)
        ) events
        window earlier as (partition by user_key order by at groups between unbounded preceding and 1 preceding)
      )
      select count(distinct user_key)::int as accounts, count(distinct ip)::int as addresses, count(*)::int as failures,
        (count(distinct user_key) filter (where error_code = any(${[...codes.noSuchAccount]}::text[])))::int
          as "unknownAccounts",
        count(distinct country)::int as countries,
        coalesce((select max(n)::int from (select count(*) as n from strange group by ip) by_ip), 0)
          as "failuresPerAddressMax",
        (select count(distinct user_key)::int from passed) as "succeededAccounts",
        (select count(distinct user_key)::int from met where has_passed and (first_ip <> ip or last_ip <> ip))
          as "provenAccounts"
      from strange`,
  );
  const [row] = rows;
  if (row === undefined) throw new Error('expected one row of counts');
  // What is usual only matters where there may be something unusual.
  const usualAccounts = row.accounts < params.warnAccounts ? [] : await countUsual(transaction, observing);
  return { ...row, usualAccounts };
};

async function countUsual(
  transaction: Parameters<Observer<'credential-stuffing'>>[0],
  { rule, params, codes, now, hindsight = false }: Observing<'credential-stuffing'>,
): Promise<number[]> {
  const { rows: kept } = await transaction.query<{ since: Date | null }>(
    'select min(occurred_at) as since from successes where workspace_id = $1',
    [rule.workspaceId],
  );
  const since = kept[0]?.since?.getTime() ?? Number.POSITIVE_INFINITY;
  const days = usualDays
    .map((days) => watchedEvents(rule, params.windowMinutes, new Date(now.getTime() - days * dayMs)))
    .filter(({ span }) => hindsight || span.from.getTime() >= since)
    .map(
      (scope) => Prisma.sql`(with failed as materialized (${selectFirstFactors(scope, codes, params.allow)}),
          known as materialized (${selectKnownAddresses(rule.workspaceId, Prisma.sql`failed`, hindsight ? 'ever' : now)})
        select count(distinct user_key)::int as accounts from failed
        where ip is not null and ip not in (select ip from known))`,
    );
  if (days.length === 0) return [];
  const { rows } = await transaction.query<{ accounts: number }>(Prisma.join(days, ' union all '));
  return rows.map(({ accounts }) => accounts);
}
