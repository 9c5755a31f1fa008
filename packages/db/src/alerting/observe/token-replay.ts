import { observedRowsMax, type TokenReplayObservation } from '@turnaway/contracts';
import { Prisma } from '../../generated/client.js';
import { fromSignIns } from '../../readings/counted-events.js';
import { minuteMs } from '../../readings/range.js';
import { watchedEvents } from '../watched-events.js';
import { notAllowed } from './allowed.js';
import type { Observer } from './observer.js';

const usualDays = 7;

/** Codes and tokens that were used a second time, by app and person, against what is usual at the app. */
export const observeTokenReplay: Observer<'token-replay'> = async (
  transaction,
  { rule, params, codes, now },
) => {
  const scope = watchedEvents(rule, params.windowMinutes, now);
  const before = {
    from: new Date(scope.span.from.getTime() - usualDays * 1_440 * minuteMs),
    to: scope.span.from,
  };
  const within = { ...scope, codes: [...codes.tokenReused] };
  const { rows } = await transaction.query<
    Omit<TokenReplayObservation, 'firstAt' | 'lastAt'> & { firstAt: Date; lastAt: Date }
  >(
    Prisma.sql`with reused as materialized (
        select r.app, r.user_key, r.ip, r.error_code, c.title, r.bucket as at ${fromSignIns(within)}
        ${notAllowed(params.allow)}
      ),
      usual as (
        select r.app, count(*)::float8 * ${params.windowMinutes} / ${usualDays * 1_440} as reuses
        ${fromSignIns({ ...within, span: before })} group by 1
      )
      select u.app, u.user_key as person, u.error_code as "errorCode", max(u.title) as title, count(*)::int as reuses,
        count(distinct u.ip)::int as addresses,
        (count(distinct u.ip) filter (where not exists (
          select 1 from successes s where s.workspace_id = ${scope.workspaceId} and s.user_key = u.user_key
            and s.ip = u.ip)))::int as "strangeAddresses",
        u.error_code = any(${[...codes.tokenTheft]}::text[]) as "isFinding",
        coalesce(max(usual.reuses), 0)::float8 as "usualReuses", min(u.at) as "firstAt", max(u.at) as "lastAt"
      from reused u left join usual on usual.app = u.app
      group by u.app, u.user_key, u.error_code order by reuses desc, 1, 2 limit ${observedRowsMax}`,
  );
  return rows.map((row) => ({
    ...row,
    firstAt: row.firstAt.toISOString(),
    lastAt: row.lastAt.toISOString(),
  }));
};
