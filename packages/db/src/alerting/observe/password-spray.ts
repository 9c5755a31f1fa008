import type { SprayObservation } from '@turnaway/contracts';
import { Prisma } from '../../generated/client.js';
import { fromSignIns } from '../../readings/counted-events.js';
import { watchedEvents } from '../watched-events.js';
import type { Transaction } from '../with-locked-rule.js';
import { networkOf, notAllowed } from './allowed.js';
import { countPassed, keyOf } from './count-passed.js';
import { selectFirstFactors } from './first-factor.js';
import type { Observer, Observing } from './observer.js';

/** Sources that are looked at closely: those with the most accounts. */
const sourcesMax = 200;

/** Sources (addresses, networks, client software) that many accounts failed from, and who got in from them. */
export const observePasswordSpray: Observer<'password-spray'> = async (transaction, observing) => {
  const { windowMinutes, warnAccounts, slowWindowMinutes, slowWarnAccounts } = observing.params;
  const soon = await observeWindow(transaction, observing, windowMinutes, warnAccounts);
  if (slowWindowMinutes === 0) return soon;
  return [...soon, ...(await observeWindow(transaction, observing, slowWindowMinutes, slowWarnAccounts))];
};

async function observeWindow(
  transaction: Transaction,
  { rule, params, codes, now, hindsight = false }: Observing<'password-spray'>,
  windowMinutes: number,
  warnAccounts: number,
): Promise<SprayObservation[]> {
  const scope = watchedEvents(rule, windowMinutes, now);
  const bySource = (row: Prisma.Sql) => Prisma.sql`cross join lateral (values
    ('address', ${row}.ip), ('network', ${row}.network), ('client', ${row}.client)) as v (by, source)`;
  const { rows } = await transaction.query<Omit<SprayObservation, 'windowMinutes' | 'succeededAccounts'>>(
    Prisma.sql`with failed as materialized (${selectFirstFactors(scope, codes, params.allow)} and r.ip is not null),
      shown as materialized (
        select r.user_key, r.ip, ${networkOf(Prisma.sql`r.ip`)} as network, r.client, r.bucket as at
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
        from accounts group by 1, 2 having count(*) >= ${Math.ceil(warnAccounts / 2)}
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
      clients_of as materialized (
        select distinct on (by, source) by, source, client, accounts from (
          select v.by, v.source, f.client, count(distinct f.user_key)::int as accounts
          from failed f ${bySource(Prisma.sql`f`)} join sources on sources.by = v.by and sources.source = v.source
          where f.client is not null group by 1, 2, 3
        ) used order by by, source, accounts desc, client
      ),
      tried as materialized (select accounts.* from accounts join sources using (by, source)),
      strange_of as materialized (
        select a.by, a.source, (count(*) filter (where not exists (
          select 1 from successes s
          where s.workspace_id = ${scope.workspaceId} and s.user_key = a.user_key
            and (${hindsight} or s.occurred_at < a.first_at) and ${cameFrom(Prisma.sql`s`)}
        )))::int as accounts
        from tried a group by 1, 2
      ),
      proven_of as materialized (
        select by, source, count(distinct user_key)::int as accounts from (
          select a.by, a.source, a.user_key from tried a where exists (
            select 1 from successes s
            where s.workspace_id = ${scope.workspaceId} and s.user_key = a.user_key and s.ip is not null
              and s.occurred_at > a.first_at and s.occurred_at < ${scope.span.to} and ${cameFrom(Prisma.sql`s`)}
          )
          union all
          select a.by, a.source, a.user_key from shown join tried a on a.user_key = shown.user_key
          where shown.at > a.first_at and ${cameFrom(Prisma.sql`shown`)}
        ) right_there group by 1, 2
      )
      select s.by, s.source, s.accounts, s.failures, s.tries_max as "triesPerAccountMax",
        s.unknown_accounts as "unknownAccounts", s.first_at as "firstAt", s.last_at as "lastAt",
        addresses_of.addresses, codes_of.codes, strange_of.accounts as "strangeAccounts",
        coalesce(proven_of.accounts, 0) as "provenAccounts", clients_of.client as "topClient",
        coalesce(clients_of.accounts, 0) as "topClientAccounts"
      from sources s
      join addresses_of using (by, source) join codes_of using (by, source) join strange_of using (by, source)
      left join proven_of using (by, source) left join clients_of using (by, source)
      order by s.accounts desc, s.by, s.source`,
  );
  const passed = await countPassed(transaction, scope, rows, params.failedPerSucceeded);
  return rows.map((row) =>
    withTimes({ ...row, windowMinutes, succeededAccounts: passed.get(keyOf(row)) ?? 0 }),
  );
}

/** Whether a row (ip, client) came from the source of an account `a`. */
function cameFrom(row: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`case a.by when 'address' then ${row}.ip when 'client' then ${row}.client
    else ${networkOf(Prisma.sql`${row}.ip`)} end = a.source`;
}

function withTimes<Row extends { firstAt: string | Date; lastAt: string | Date }>(row: Row) {
  return { ...row, firstAt: new Date(row.firstAt).toISOString(), lastAt: new Date(row.lastAt).toISOString() };
}
