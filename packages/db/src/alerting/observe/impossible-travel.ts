import { type AllowList, observedRowsMax } from '@turnaway/contracts';
import { Prisma } from '../../generated/client.js';
import { watchedEvents } from '../watched-events.js';
import { notAllowed } from './allowed.js';
import type { Observer } from './observer.js';

/** Later than this after one success, the next one is no travel worth judging: a day is enough for any. */
const betweenMaxHours = 24;

interface TravelRow {
  person: string;
  from_country: string;
  from_ip: string | null;
  from_client: string | null;
  from_at: Date;
  from_people: number;
  to_country: string;
  to_ip: string | null;
  to_client: string | null;
  to_at: Date;
  to_people: number;
  usual_countries: string[];
}

/**
 * Successes in a row of one person in two countries, the later one in the window. Successes are kept for days alone;
 * that a person was let past the first factor is known for as long as sign-ins are kept.
 */
export const observeImpossibleTravel: Observer<'impossible-travel'> = async (
  transaction,
  { rule, params, codes, now },
) => {
  const { workspaceId, span } = watchedEvents(rule, params.windowMinutes, now);
  const since = new Date(span.from.getTime() - betweenMaxHours * 3_600_000);
  const within = Prisma.sql`from successes r
    where r.workspace_id = ${workspaceId} and r.country is not null ${notAllowed(params.allow satisfies AllowList)}
      and r.occurred_at >= ${since} and r.occurred_at < ${span.to}`;
  const { rows } = await transaction.query<TravelRow>(
    Prisma.sql`with wanderers as materialized (
        -- Nearly all people stay in one country: only the others' successes are put in order.
        select r.user_key ${within} group by 1 having min(r.country) <> max(r.country)
      ),
      recent as materialized (
        select r.*, lag(r.country) over w as from_country, lag(r.ip) over w as from_ip, lag(r.client) over w as from_client,
          lag(r.at) over w as from_at
        from wanderers cross join lateral (
          select r.user_key, r.country, r.ip, r.client, r.occurred_at as at, r.event_key
          ${within} and r.user_key = wanderers.user_key
          -- Person by person: the planner takes the few for nearly all, and would read everything once more.
          offset 0
        ) r
        window w as (partition by r.user_key order by r.at, r.event_key)
      ),
      travels as (
        select * from recent where from_country <> country and at >= ${span.from} order by at desc limit ${observedRowsMax}
      ),
      shared as (
        select used.ip, passed.people from (select ip from travels union select from_ip from travels) used
        cross join lateral (
          select count(distinct s.user_key)::int as people from successes s
          where s.workspace_id = ${workspaceId} and s.ip = used.ip
        ) passed
      )
      select t.user_key as person, from_country, from_ip, from_client, from_at, coalesce(f.people, 0) as from_people,
        country as to_country, t.ip as to_ip, client as to_client, at as to_at, coalesce(o.people, 0) as to_people,
        array(select country from (
            select s.country, s.occurred_at from successes s
            where s.workspace_id = ${workspaceId} and s.user_key = t.user_key and s.occurred_at < t.from_at
            union all
            select r.country, r.occurred_at from sign_ins r
            join code_classes c on c.workspace_id = r.workspace_id and c.error_code = r.error_code
            where r.workspace_id = ${workspaceId} and r.user_key = t.user_key and r.occurred_at < t.from_at
              and (c.outcome = 'interrupt' or r.error_code = any(${[...codes.credentialProven]}::text[]))
          ) let_through where country is not null
          group by 1 having count(distinct date_trunc('day', occurred_at)) >= 2 order by 1) as usual_countries
      from travels t left join shared f on f.ip = t.from_ip left join shared o on o.ip = t.ip
      order by at desc, 1`,
  );
  return rows.map((row) => ({
    person: row.person,
    from: {
      country: row.from_country,
      address: row.from_ip,
      client: row.from_client,
      at: row.from_at.toISOString(),
      peopleOfAddress: row.from_people,
    },
    to: {
      country: row.to_country,
      address: row.to_ip,
      client: row.to_client,
      at: row.to_at.toISOString(),
      peopleOfAddress: row.to_people,
    },
    usualCountries: row.usual_countries,
  }));
};
