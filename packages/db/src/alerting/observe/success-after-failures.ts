import { observedRowsMax, type SuccessAfterFailuresObservation } from '@turnaway/contracts';
import { Prisma } from '../../generated/client.js';
import { watchedEvents } from '../watched-events.js';
import { networkOf } from './allowed.js';
import { selectFirstFactors } from './first-factor.js';
import type { Observer } from './observer.js';

/** Successes from a network that had failed at the same account's first factor before, and what is new about it. */
export const observeSuccessAfterFailures: Observer<'success-after-failures'> = async (
  transaction,
  { rule, params, codes, now },
) => {
  const scope = watchedEvents(rule, params.windowMinutes, now);
  const { rows } = await transaction.query<
    Omit<SuccessAfterFailuresObservation, 'failedSince' | 'successAt'> & {
      failedSince: Date;
      successAt: Date;
    }
  >(
    Prisma.sql`with failed as materialized (
        ${selectFirstFactors(scope, { ...codes, lockedOut: [], blockedAddress: [], noSuchAccount: [] }, params.allow)}
          and r.ip is not null
      ),
      suspects as (
        -- With their times at hand, nobody's failures are looked for among those of all.
        select user_key, network, min(at) as since, array_agg(at) as failed_at from failed group by 1, 2
        having count(*) >= ${params.warnFailures} limit ${observedRowsMax}
      ),
      entered as (
        select t.user_key, t.network, t.since, s.occurred_at as at, s.ip, s.country, (
          select count(*)::int from unnest(t.failed_at) as f (at) where f.at < s.occurred_at) as failures
        from suspects t cross join lateral (
          select occurred_at, ip, country from successes
          where workspace_id = ${scope.workspaceId} and user_key = t.user_key and occurred_at > t.since
            and occurred_at <= ${now} and ip is not null and ${networkOf(Prisma.sql`ip`)} = t.network
          order by occurred_at desc limit 1
        ) s
      )
      select e.user_key as person, e.failures, e.since as "failedSince", e.at as "successAt", e.ip as address, e.country,
        not exists (select 1 from successes s where s.workspace_id = ${scope.workspaceId} and s.user_key = e.user_key
          and s.occurred_at < e.since and s.ip is not null and ${networkOf(Prisma.sql`s.ip`)} = e.network) as "newNetwork",
        e.country is not null and not exists (select 1 from successes s where s.workspace_id = ${scope.workspaceId}
          and s.user_key = e.user_key and s.occurred_at < e.since and s.country = e.country) as "newCountry",
        (select count(distinct s.user_key)::int from successes s
          where s.workspace_id = ${scope.workspaceId} and s.ip = e.ip) as "peopleOfAddress"
      from entered e where e.failures >= ${params.warnFailures} order by e.failures desc, 1`,
  );
  return rows.map((row) => ({
    ...row,
    failedSince: row.failedSince.toISOString(),
    successAt: row.successAt.toISOString(),
  }));
};
