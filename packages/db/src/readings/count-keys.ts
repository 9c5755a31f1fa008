import type { TotalIs } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { allAddresses, allPeople } from '../folds/fold-subjects.js';
import { estimatePeople, isFirst, placeOf, takenOf } from '../folds/people-sketch.js';
import { Prisma } from '../generated/client.js';
import type { Scope } from './counted-events.js';
import { dimensionKeys } from './dimension-sql.js';
import {
  hasKey,
  type KeySummaries,
  type ListedDimension,
  listMax,
  selectLists,
  splitBySubjects,
} from './key-summaries.js';
import type { Span } from './range.js';

/** A person, an address, a country, a client, … with its events and how many people were behind it. */
export interface CountedKey {
  key: string;
  events: number;
  people: number;
}

/** How many keys there are, and how sure that is. */
export interface KeyTotal {
  keys: number;
  is: TotalIs;
}

/** Of keys that are listed: a list that is full may have left others out. */
export function listedTotal(keys: number, isAnyFull: boolean): KeyTotal {
  return { keys, is: isAnyFull ? 'at-least' : 'exact' };
}

/** Candidates beyond the page: a key that is not among the first of every hour may rise when it is counted whole. */
const spareCandidates = 30;

/** A key with how often it was counted in the period before, too. */
export interface RankedKey extends CountedKey {
  eventsBefore: number;
}

/**
 * The most frequent keys of what the summaries are about, counted whole; one more than the limit. Both periods are counted at
 * once, of all candidates: one after the other, the second would be waited for.
 */
export async function rankKeys(
  db: Db,
  scope: Scope,
  by: ListedDimension,
  summaries: KeySummaries,
  { limit, offset, spanBefore }: { limit: number; offset: number; spanBefore: Span },
): Promise<RankedKey[]> {
  const parts = splitBySubjects(scope, summaries, by);
  const rest = parts.map(
    ({ from }) => Prisma.sql`union all select ${dimensionKeys[by]} as key, count(*) as events, 0 ${from}
      and ${dimensionKeys[by]} is not null group by 1`,
  );
  const shown = offset + limit + 1;
  // A key that a full list leaves out has at most as many events there as the last that it lists: whoever cannot come
  // among the first with so many more need not be counted whole.
  const { rows } = await db.pool.query<{ key: string }>(Prisma.sql`
    with listed as materialized (${selectLists(scope.workspaceId, by, parts)}),
    full_lists as materialized (
      select bucket_minutes, bucket, error_code, min(events) as least from listed
      group by 1, 2, 3 having count(*) >= ${listMax(by)}
    ), known as materialized (
      select key, sum(events) as events, sum(least) as least from (
        select listed.key, listed.events, coalesce(l.least, 0) as least
        from listed left join full_lists l using (bucket_minutes, bucket, error_code)
        ${Prisma.join(rest, ' ')}
      ) parts group by 1
    ), bounded as (
      select key, events + (select coalesce(sum(least), 0) from full_lists) - least as most from known
    )
    select key from bounded
    where most >= coalesce((select events from known order by events desc offset ${shown - 1} limit 1), 0)
    order by most desc, key limit ${shown + spareCandidates}`);
  const keys = rows.map((row) => row.key);
  const [counted, before] = await Promise.all([
    countKeys(db, scope, by, summaries, keys),
    countKeys(db, { ...scope, span: spanBefore }, by, summaries, keys, { people: false }),
  ]);
  const eventsBefore = new Map(before.map(({ key, events }) => [key, events]));
  return counted
    .map((row) => ({ ...row, eventsBefore: eventsBefore.get(row.key) ?? 0 }))
    .sort((a, b) => b.events - a.events || (a.key < b.key ? -1 : 1))
    .slice(offset, offset + limit + 1);
}

/**
 * Counts some keys: from the summaries that have them, and from sign-ins where a summary's list was full before it
 * came to a key, or where there is no summary. Their people are only counted where these are asked for.
 */
export async function countKeys(
  db: Db,
  scope: Scope,
  by: ListedDimension,
  summaries: KeySummaries,
  keys: string[],
  asked: { people: boolean } = { people: true },
): Promise<CountedKey[]> {
  if (keys.length === 0) return [];
  const { workspaceId } = scope;
  const parts = splitBySubjects(scope, summaries, by);
  const taken = takenOf(Prisma.sql`joined.people`);
  const place = Prisma.sql`raw.place`;
  // A person is one person: there is nobody to tell apart.
  const countsPeople = asked.people && by !== 'user';
  const placeIn = (userKey: Prisma.Sql) => (countsPeople ? placeOf(userKey) : Prisma.sql`null::int`);
  const set = countsPeople ? Prisma.sql`bit_or(people)` : Prisma.sql`null::bit varying`;
  const isNew = Prisma.sql`raw.place is not null
    and (joined.people is null or get_bit(joined.people, raw.place) = 0)`;
  const unlisted = parts.map(
    ({ subject, isOf }) => Prisma.sql`
      select unlisted.key, kept.place, kept.events from unlisted cross join lateral (
        select ${placeIn(Prisma.sql`s.user_key`)} as place, count(*) as events from sign_ins s
        where s.workspace_id = ${workspaceId} and ${hasKey(by, Prisma.sql`unlisted.key`)} and ${isOf}
          and s.occurred_at >= unlisted.since and s.occurred_at < unlisted.until
          -- Said once more for the planner, which leaves other days' partitions out by it.
          and s.occurred_at >= ${scope.span.from} and s.occurred_at < ${scope.span.to}
         
        group by 1
      ) kept where unlisted.error_code = ${subject}`,
  );
  // What is asked about is found by its own index; by the keys, all that these have elsewhere would be read, too.
  const key = summaries.ofAll ? dimensionKeys[by] : Prisma.sql`(${dimensionKeys[by]} || '')`;
  const rest = parts.map(
    ({ from }) => Prisma.sql`select ${dimensionKeys[by]} as key, ${placeIn(Prisma.sql`r.user_key`)} as place,
        count(*) as events ${from}
        and ${key} = any(${keys}::text[]) group by 1, 2`,
  );
  const { rows } = await db.pool.query<{
    key: string;
    events: number;
    first: number;
    sample: number;
  }>(Prisma.sql`
    with asked as materialized (select unnest(${keys}::text[]) as key),
    listed as materialized (
      ${selectLists(workspaceId, by, parts, { keys, people: countsPeople })}
    ), full_lists as materialized (
      select f.bucket_minutes, f.bucket, f.error_code
      from (${selectLists(workspaceId, by, parts)}) f group by 1, 2, 3 having count(*) >= ${listMax(by)}
    ), unlisted as materialized (
      select asked.key, l.error_code, l.bucket as since, l.bucket + make_interval(mins => l.bucket_minutes) as until
      from asked cross join full_lists l
      where not exists (select from listed where listed.key = asked.key and listed.error_code = l.error_code
        and listed.bucket_minutes = l.bucket_minutes and listed.bucket = l.bucket)
    ), raw as materialized (
      -- Each person once for a key: telling them apart later would take a sort of all.
      select key, place, sum(events) as events from (
        ${Prisma.join([...unlisted, ...rest], ' union all ')}
      ) parts group by 1, 2
    ), joined as (
      select key, sum(events) as events, ${set} as people from listed group by 1
    ), added as (
      select raw.key, sum(raw.events) as events,
        (count(*) filter (where ${isNew} and ${isFirst(place)}))::int as first,
        (count(*) filter (where ${isNew} and not ${isFirst(place)}))::int as sample
      from raw left join joined on joined.key = raw.key group by 1
    )
    select key, (coalesce(joined.events, 0) + coalesce(added.events, 0))::float8 as events,
      coalesce(${taken.first}, 0) + coalesce(added.first, 0) as first,
      coalesce(${taken.sample}, 0) + coalesce(added.sample, 0) as sample
    from joined full join added using (key)`);
  return rows.map(({ key, events, first, sample }) => ({
    key,
    events,
    people: by === 'user' ? 1 : countsPeople ? estimatePeople({ first, sample }) : 0,
  }));
}

/** How many different keys there are in the lists, and where there is no list: all, unless a list was full. */
export async function countListedKeys(
  db: Db,
  scope: Scope,
  by: ListedDimension,
  summaries: KeySummaries,
): Promise<KeyTotal> {
  const parts = splitBySubjects(scope, summaries, by);
  const key = dimensionKeys[by];
  const { rows } = await db.pool.query<{ keys: number; is_any_full: boolean }>(Prisma.sql`
    with listed as materialized (${selectLists(scope.workspaceId, by, parts)})
    select count(*)::int as keys, exists (
      select from listed group by bucket_minutes, bucket, error_code having count(*) >= ${listMax(by)}
    ) as is_any_full from (
      select key from listed
      ${Prisma.join(
        parts.map(
          ({ from }) => Prisma.sql`union select ${key} ${from}
            and ${key} is not null`,
        ),
        ' ',
      )}
    ) found`);
  return listedTotal(rows[0]?.keys ?? 0, rows[0]?.is_any_full ?? false);
}

const allOf = { user: allPeople, ip: allAddresses } as const;

/**
 * What some apps, addresses, people, … have in all: events, and how many people or addresses, within about 1 % where
 * there are lists.
 */
export async function countSubjects(
  db: Db,
  scope: Scope,
  by: keyof typeof allOf,
  summaries: KeySummaries,
): Promise<{ events: number; members: number }> {
  const parts = splitBySubjects(scope, summaries, by);
  const taken = takenOf(Prisma.sql`joined.people`);
  const isOutside = Prisma.sql`raw.place is not null
    and (joined.people is null or get_bit(joined.people, raw.place) = 0)`;
  const rest = parts.map(
    ({ from }) => Prisma.sql`select ${placeOf(dimensionKeys[by])} as place, count(*) as events ${from}
      group by 1`,
  );
  const { rows } = await db.pool.query<{ events: number; first: number; sample: number }>(Prisma.sql`
    with joined as materialized (
      select sum(events) as events, bit_or(people) as people
      from (${selectLists(scope.workspaceId, allOf[by], parts, { people: true })}) lists
    ), raw as materialized (
      select place, sum(events) as events from (${Prisma.join(rest, ' union all ')}) rest group by 1
    )
    select (coalesce(min(joined.events), 0) + coalesce(sum(raw.events), 0))::float8 as events,
      coalesce(min(${taken.first}), 0) + (count(*) filter (where ${isOutside} and ${isFirst(Prisma.sql`raw.place`)}))::int as first,
      coalesce(min(${taken.sample}), 0)
        + (count(*) filter (where ${isOutside} and not ${isFirst(Prisma.sql`raw.place`)}))::int as sample
    from joined left join raw on true`);
  const row = rows[0];
  return { events: row?.events ?? 0, members: row === undefined ? 0 : estimatePeople(row) };
}
