import { observedRowsMax } from '@turnaway/contracts';
import { Prisma } from '../../generated/client.js';
import { watchedEvents } from '../watched-events.js';
import { selectFirstFactors } from './first-factor.js';
import type { Observer } from './observer.js';

/** Accounts that failed often, and how much of that came from where the account never got in. */
export const observeBruteForce: Observer<'brute-force'> = async (
  transaction,
  { rule, params, codes, now, hindsight = false },
) => {
  const scope = watchedEvents(rule, params.windowMinutes, now);
  const { rows } = await transaction.query<{
    account: string;
    failures: number;
    strange_failures: number;
    strange_addresses: number;
    top_address: string | null;
    locked_out: boolean;
    last_success_at: Date | null;
    first_at: Date;
    last_at: Date;
  }>(
    Prisma.sql`with failed as materialized (${selectFirstFactors(scope, codes, params.allow)}),
      accounts as (
        select user_key, count(*)::int as failures, min(at) as first_at, max(at) as last_at,
          bool_or(error_code = any(${[...codes.lockedOut]}::text[])) as locked_out
        from failed group by 1 having count(*) >= ${Math.ceil(params.warnFailures / 3)}
        order by failures desc, 1 limit ${observedRowsMax}
      ),
      -- Once for all accounts: joined as it is, it may be made again for each of them.
      places as materialized (
        select f.user_key, f.ip, count(*)::int as failures, f.ip is not null and not exists (
          select 1 from successes s where s.workspace_id = ${scope.workspaceId} and s.user_key = f.user_key
            and s.ip = f.ip and (${hindsight} or s.occurred_at < min(f.at))) as strange
        from failed f join accounts using (user_key) group by 1, 2
      )
      select a.user_key as account, a.failures, a.first_at, a.last_at, a.locked_out,
        coalesce(sum(p.failures) filter (where p.strange), 0)::int as strange_failures,
        (count(*) filter (where p.strange))::int as strange_addresses,
        (array_agg(p.ip order by p.failures desc, p.ip) filter (where p.strange))[1] as top_address,
        (select max(s.occurred_at) from successes s
          where s.workspace_id = ${scope.workspaceId} and s.user_key = a.user_key) as last_success_at
      from accounts a join places p using (user_key) group by 1, 2, 3, 4, 5 order by a.failures desc, 1`,
  );
  return rows.map((row) => ({
    account: row.account,
    failures: row.failures,
    strangeFailures: row.strange_failures,
    strangeAddresses: row.strange_addresses,
    topAddress: row.top_address,
    lockedOut: row.locked_out,
    lastSuccessAt: row.last_success_at?.toISOString() ?? null,
    firstAt: row.first_at.toISOString(),
    lastAt: row.last_at.toISOString(),
  }));
};
