import type { SprayObservation } from '@turnaway/contracts';
import { Prisma } from '../../generated/client.js';
import { fromSignIns } from '../../readings/counted-events.js';
import { watchedEvents } from '../watched-events.js';
import { networkOf, notAllowed } from './allowed.js';
import { selectFirstFactors } from './first-factor.js';
import type { Observer } from './observer.js';

/** Sources that are looked at closely: those with the most accounts. */
const sourcesMax = 200;

/** Sources (addresses, networks, client software) that many accounts failed from, and who got in from them. */
export const observePasswordSpray: Observer<'password-spray'> = async (
  transaction,
  { rule, params, codes, now, hindsight = false },
) => {
  const scope = watchedEvents(rule, params.windowMinutes, now);
  const bySource = (row: Prisma.Sql) => Prisma.sql`cross join lateral (values
    ('address', ${row}.ip), ('network', ${row}.network), ('client', ${row}.client)) as v (by, source)`;
  const { rows } = await transaction.query<SprayObservation>(
    Prisma.sql`with failed as materialized (${selectFirstFactors(scope, codes, params.allow)} and r.ip is not null),
      proven as materialized (
        select s.user_key, s.ip, ${networkOf(Prisma.sql`s.ip`)} as network, s.client, s.occurred_at as at,
          true as got_in
        from successes s where s.workspace_id = ${scope.workspaceId} and s.ip is not null
          and s.occurred_at >= ${scope.span.from} and s.occurred_at < ${scope.span.to}
        union all
        select r.user_key, r.ip, ${networkOf(Prisma.sql`r.ip`)}, r.client, r.bucket, false
        ${fromSignIns({ ...scope, codes: [...codes.credentialProven] })}
          and r.user_key is not null and r.ip is not null ${notAllowed(params.allow)}
      ),
      accounts as materialized (
        select v.by, v.source, f.user_key, count(*)::int as tries, min(f.at) as first_at, max(f.at) as last_at,
          bool_and(f.error_code = any(${[...codes.noSuchAccount]}::text[])) as unknown
        from failed f ${bySource(Prisma.sql`f`)} where v.source is not null group by 1, 2, 3
      ),
      sources as (
        select by, source, count(*)::int as accounts, sum(tries)::int as failures, max(tries)::int as tries_max,
          (count(*) filter (where unknown))::int as unknown_accounts, min(first_at) as first_at, max(last_at) as last_at
        from accounts group by 1, 2 having count(*) >= ${Math.ceil(params.warnAccounts / 2)}
        order by accounts desc, 2 limit ${sourcesMax}
      ),
      hits as materialized (
        select v.by, v.source, f.ip, f.error_code, count(*) as tries
        from failed f ${bySource(Prisma.sql`f`)} join sources on sources.by = v.by and sources.source = v.source
        group by 1, 2, 3, 4
      ),
      addresses_of as materialized (select by, source, count(distinct ip)::int as addresses from hits group by 1, 2),
      codes_of as materialized (
        select by, source, array_agg(error_code order by rank) as codes from (
          select by, source, error_code, row_number() over (partition by by, source order by sum(tries) desc, error_code) as rank
          from hits group by 1, 2, 3
        ) ranked where rank <= 5 group by 1, 2
      ),
      strangers as materialized (
        select a.by, a.source, a.user_key, a.first_at, not exists (
          select 1 from successes s
          where s.workspace_id = ${scope.workspaceId} and s.user_key = a.user_key and (${hindsight} or s.occurred_at < a.first_at)
            and case a.by when 'address' then s.ip when 'client' then s.client
              else ${networkOf(Prisma.sql`s.ip`)} end = a.source
        ) as strange
        from accounts a join sources using (by, source)
      ),
      strange_of as materialized (
        select by, source, (count(*) filter (where strange))::int as accounts from strangers group by 1, 2
      ),
      right_there as materialized (
        select v.by, v.source, p.user_key, p.got_in, p.at
        from proven p ${bySource(Prisma.sql`p`)} join sources on sources.by = v.by and sources.source = v.source
      ),
      succeeded_of as materialized (
        select by, source, count(distinct user_key)::int as accounts from right_there where got_in group by 1, 2
      ),
      proven_of as materialized (
        select t.by, t.source, count(distinct t.user_key)::int as accounts from right_there t
        join strangers a on a.by = t.by and a.source = t.source and a.user_key = t.user_key
        where t.at > a.first_at group by 1, 2
      )
      select s.by, s.source, s.accounts, s.failures, s.tries_max as "triesPerAccountMax",
        s.unknown_accounts as "unknownAccounts", s.first_at as "firstAt", s.last_at as "lastAt",
        addresses_of.addresses, codes_of.codes, strange_of.accounts as "strangeAccounts",
        coalesce(succeeded_of.accounts, 0) as "succeededAccounts", coalesce(proven_of.accounts, 0) as "provenAccounts"
      from sources s
      join addresses_of using (by, source) join codes_of using (by, source) join strange_of using (by, source)
      left join succeeded_of using (by, source) left join proven_of using (by, source)
      order by s.accounts desc, s.by, s.source`,
  );
  // Without the successes of the time an office would look like a spray: only strangers are counted.
  return rows.map((row) => withTimes(hindsight ? { ...row, accounts: row.strangeAccounts } : row));
};

function withTimes<Row extends { firstAt: string | Date; lastAt: string | Date }>(row: Row) {
  return { ...row, firstAt: new Date(row.firstAt).toISOString(), lastAt: new Date(row.lastAt).toISOString() };
}
