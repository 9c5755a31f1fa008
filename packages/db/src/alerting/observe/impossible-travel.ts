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

/** Successes in a row of one person in two countries, the later one in the window. */
export const observeImpossibleTravel: Observer<'impossible-travel'> = async (
  transaction,
  { rule, params, now },
) => {
  const { workspaceId, span } = watchedEvents(rule, params.windowMinutes, now);
  const { rows } = await transaction.query<TravelRow>(
    Prisma.sql`with recent as materialized (
        select r.user_key, r.country, r.ip, r.client, r.occurred_at as at,
          lag(r.country) over w as from_country, lag(r.ip) over w as from_ip, lag(r.client) over w as from_client,
          lag(r.occurred_at) over w as from_at
        from successes r
        where r.workspace_id = ${workspaceId} and r.country is not null ${notAllowed(params.allow satisfies AllowList)}
          and r.occurred_at >= ${new Date(span.from.getTime() - betweenMaxHours * 3_600_000)} and r.occurred_at < ${span.to}
        window w as (partition by r.user_key order by r.occurred_at, r.event_key)
      ),
      travels as (
        select * from recent where from_country <> country and at >= ${span.from} order by at desc limit ${observedRowsMax}
      ),
      shared as (
        select ip, count(distinct user_key)::int as people from successes s
        where s.workspace_id = ${workspaceId} and s.ip in (select ip from travels union select from_ip from travels)
        group by 1
      )
      select t.user_key as person, from_country, from_ip, from_client, from_at, coalesce(f.people, 0) as from_people,
        country as to_country, t.ip as to_ip, client as to_client, at as to_at, coalesce(o.people, 0) as to_people,
        array(select s.country from successes s where s.workspace_id = ${workspaceId} and s.user_key = t.user_key
          and s.country is not null and s.occurred_at < t.from_at
          group by 1 having count(distinct date_trunc('day', s.occurred_at)) >= 2 order by 1) as usual_countries
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
