import { type MfaFatigueObservation, observedRowsMax } from '@turnaway/contracts';
import { Prisma } from '../../generated/client.js';
import { fromSignIns } from '../../readings/counted-events.js';
import { watchedEvents } from '../watched-events.js';
import { notAllowed } from './allowed.js';
import type { Observer } from './observer.js';

/** People whose prompts were denied or left unanswered, and whether one was approved after that. */
export const observeMfaFatigue: Observer<'mfa-fatigue'> = async (
  transaction,
  { rule, params, codes, now, hindsight = false },
) => {
  const scope = watchedEvents(rule, params.windowMinutes, now);
  const promptCodes = [...codes.mfaDenied, ...codes.mfaNotAnswered];
  const { rows } = await transaction.query<
    Omit<MfaFatigueObservation, 'firstAt' | 'lastAt' | 'approvedAt'> & {
      firstAt: Date;
      lastAt: Date;
      approvedAt: Date | null;
    }
  >(
    Prisma.sql`with prompts as materialized (
        select r.user_key, r.ip, r.error_code, r.bucket as at
        ${fromSignIns({ ...scope, codes: promptCodes })} and r.user_key is not null ${notAllowed(params.allow)}
      ),
      people as (
        select user_key,
          (count(*) filter (where error_code = any(${[...codes.mfaDenied]}::text[])))::int as denied,
          (count(*) filter (where error_code = any(${[...codes.mfaNotAnswered]}::text[])))::int as no_answer,
          count(distinct ip)::int as addresses, min(at) as first_at, max(at) as last_at,
          mode() within group (order by ip) as top_address, array_agg(distinct ip) as ips
        from prompts group by 1 having count(*) >= ${Math.min(Math.ceil(params.warnPrompts / 3), params.approvedAfter)}
        order by count(*) desc, 1 limit ${observedRowsMax}
      )
      select user_key as person, denied, no_answer as "noAnswer", addresses, top_address as "topAddress",
        first_at as "firstAt", last_at as "lastAt",
        exists (select 1 from successes s where s.workspace_id = ${scope.workspaceId}
          and s.user_key = people.user_key and s.ip = any(people.ips) and (${hindsight} or s.occurred_at < people.first_at))
          as "knownAddress",
        (select min(s.occurred_at) from successes s where s.workspace_id = ${scope.workspaceId}
          and s.user_key = people.user_key and s.ip = any(people.ips) and s.occurred_at > people.last_at
          and s.occurred_at <= ${now}) as "approvedAt"
      from people order by denied + no_answer desc, 1`,
  );
  return rows.map((row) => ({
    ...row,
    approvedAt: row.approvedAt?.toISOString() ?? null,
    firstAt: row.firstAt.toISOString(),
    lastAt: row.lastAt.toISOString(),
  }));
};
