import { type AllowList, observedRowsMax } from '@turnaway/contracts';
import { Prisma } from '../../generated/client.js';
import { watchedEvents } from '../watched-events.js';
import { notAllowed } from './allowed.js';
import { findUsualCountries, keyOfHabit } from './find-usual-countries.js';
import type { Observer } from './observer.js';
import { readBehind } from './read-behind.js';
import { unfoldedSpans } from './unfolded-spans.js';

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
}

/** Successes in a row of one person in two countries, the later one in the window, and where this person usually is. */
export const observeImpossibleTravel: Observer<'impossible-travel'> = async (
  transaction,
  { rule, params, codes, now },
) => {
  const { workspaceId, span } = watchedEvents(rule, params.windowMinutes, now);
  const since = new Date(span.from.getTime() - betweenMaxHours * 3_600_000);
  const within = Prisma.sql`from successes r
    where r.workspace_id = ${workspaceId} and r.country is not null ${notAllowed(params.allow satisfies AllowList)}
      and r.occurred_at >= ${since} and r.occurred_at < ${span.to}`;
  const watched = { from: since, to: span.to };
  const unfolded = unfoldedSpans(watched, await readBehind(transaction, workspaceId, watched));
  const fresh = (unfolded.length === 0 ? [{ from: since, to: since }] : unfolded).map(
    ({ from, to }) => Prisma.sql`select user_key, country from successes
      where workspace_id = ${workspaceId} and country is not null and occurred_at >= ${from} and occurred_at < ${to}`,
  );
  const { rows } = await transaction.query<TravelRow>(
    Prisma.sql`with wanderers as materialized (
        -- Nearly all people stay in one country: only the others' successes are put in order. Who passed since
        -- countries were last noted is looked at one by one.
        select user_key from (
          select k.user_key, k.country from success_countries k
          where k.workspace_id = ${workspaceId} and k.last_seen_on >= ${since.toISOString().slice(0, 10)}::date
          union
          select fresh.user_key, fresh.country from (${Prisma.join(fresh, ' union all ')}) fresh
        ) been group by 1 having count(*) > 1
      ),
      travels as materialized (
        select went.* from wanderers cross join lateral (
          -- Person by person, whose successes the index has in order: sorting them all would be most of the work.
          select r.*, lag(r.country) over w as from_country, lag(r.ip) over w as from_ip,
            lag(r.client) over w as from_client, lag(r.at) over w as from_at
          from (
            select r.user_key, r.country, r.ip, r.client, r.occurred_at as at, r.event_key
            ${within} and r.user_key = wanderers.user_key
          ) r window w as (order by r.at, r.event_key)
        ) went where from_country <> country and at >= ${span.from} order by at desc limit ${observedRowsMax}
      ),
      shared as materialized (
        select ip, count(*)::int as people from (
          select distinct used.ip, s.user_key from (select ip from travels union select from_ip from travels) used
          join successes s on s.workspace_id = ${workspaceId} and s.ip = used.ip
        ) passed group by 1
      )
      select t.user_key as person, from_country, from_ip, from_client, from_at, coalesce(f.people, 0) as from_people,
        country as to_country, t.ip as to_ip, client as to_client, at as to_at, coalesce(o.people, 0) as to_people
      from travels t left join shared f on f.ip = t.from_ip left join shared o on o.ip = t.ip
      order by at desc, 1`,
  );
  const usual = await findUsualCountries(
    transaction,
    workspaceId,
    rows.map(({ person, from_at: before }) => ({ person, before })),
    codes.credentialProven,
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
    usualCountries: usual.get(keyOfHabit(row.person, row.from_at)) ?? [],
  }));
};
