import type { Outcome } from '@turnaway/contracts';
import { hasPolicy } from '../batches/policy-text.js';
import type { Db } from '../client.js';
import {
  allFailures,
  type KeyDimension,
  keyColumns,
  keysOfAllMax,
  keysOfCodeMax,
} from '../folds/fold-keys.js';
import { estimatePeople, isFirst, placeOf, takenOf } from '../folds/people-sketch.js';
import { Prisma } from '../generated/client.js';
import { fromSignInsBy, type Scope, selectBuckets } from './counted-events.js';
import { dimensionKeys } from './dimension-sql.js';
import { asksSignIns, filterSignIns, namesCodes } from './filter-sql.js';
import type { Span } from './range.js';
import { type FoldedStore, isOfFolds, joinSpans, type Stretch, splitByLists } from './split-span.js';

/** A person, an address, a country or a client, with its events and how many people were behind it. */
export interface CountedKey {
  key: string;
  events: number;
  people: number;
}

/** More codes than this are not looked up one by one. */
const codesMax = 4;
/** Candidates beyond the page: a key that is not among the first of every hour may rise when it is counted whole. */
const spareCandidates = 30;

/** What summaries of keys there are for a question: of all failures, or of some codes. */
export interface KeySummaries {
  codes: string[];
  ofAll: boolean;
}

/** Chooses the summaries that answer a question; `null` if there are none, and sign-ins must be counted. */
export async function chooseKeySummaries(
  db: Db,
  scope: Scope,
  outcomes: Outcome[],
): Promise<KeySummaries | null> {
  const { filter, behind } = scope;
  const { app, feed, interactive } = filter;
  const hasSummaries = [app, feed, interactive].every((values) => values === undefined);
  if (behind === undefined || asksSignIns(filter) || !hasSummaries) {
    return null;
  }
  if (!namesCodes(filter)) {
    return outcomes.length === 1 && outcomes[0] === 'failure' ? { codes: [allFailures], ofAll: true } : null;
  }
  const { rows } = await db.pool.query<{ error_code: string }>(Prisma.sql`
    select c.error_code from code_classes c where c.workspace_id = ${scope.workspaceId}
      and c.first_seen_at is not null and c.outcome = any(${outcomes}::text[]) and ${filterSignIns(filter)}
    limit ${codesMax + 1}`);
  const codes = rows.map((row) => row.error_code);
  return codes.length > codesMax ? null : { codes, ofAll: false };
}

/** The most frequent keys of a scope, counted whole, and what the summaries are about. */
export async function rankKeys(
  db: Db,
  scope: Scope,
  outcomes: Outcome[],
  by: KeyDimension,
  summaries: KeySummaries,
  { limit, offset }: { limit: number; offset: number },
): Promise<CountedKey[]> {
  const { folded, rest } = splitByFolds(scope, summaries);
  const { rows } = await db.pool.query<{ key: string }>(Prisma.sql`
    select key from (
      select key, sum(events) as events from (${selectListed(scope, by, summaries, folded)}) f group by 1
      union all
      select ${dimensionKeys[by]} as key, count(*) as events ${fromSignInsBy(scope, rest, by)}
        and ${dimensionKeys[by]} is not null and c.outcome = any(${outcomes}::text[]) group by 1
    ) parts group by key order by sum(events) desc, key limit ${offset + limit + 1 + spareCandidates}`);
  const counted = await countKeys(
    db,
    scope,
    outcomes,
    by,
    summaries,
    rows.map((row) => row.key),
  );
  return counted
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
  outcomes: Outcome[],
  by: KeyDimension,
  summaries: KeySummaries,
  keys: string[],
  asked: { people: boolean } = { people: true },
): Promise<CountedKey[]> {
  if (keys.length === 0) return [];
  const { workspaceId, filter } = scope;
  const { folded, rest } = splitByFolds(scope, summaries);
  const listMax = summaries.ofAll ? keysOfAllMax : keysOfCodeMax;
  const taken = takenOf(Prisma.sql`joined.people`);
  const place = Prisma.sql`raw.place`;
  // A person is one person: there is nobody to tell apart.
  const countsPeople = asked.people && by !== 'user';
  const placeIn = (userKey: Prisma.Sql) => (countsPeople ? placeOf(userKey) : Prisma.sql`null::int`);
  const set = countsPeople ? Prisma.sql`bit_or(people)` : Prisma.sql`null::bit varying`;
  const isNew = Prisma.sql`raw.place is not null
    and (joined.people is null or get_bit(joined.people, raw.place) = 0)`;
  const { rows } = await db.pool.query<{
    key: string;
    events: number;
    first: number;
    sample: number;
  }>(Prisma.sql`
    with asked as materialized (select unnest(${keys}::text[]) as key),
    listed as materialized (
      ${selectListed(scope, by, summaries, folded, keys)}
    ), full_lists as materialized (
      select f.bucket_minutes, f.bucket, f.error_code
      from (${selectListed(scope, by, summaries, folded)}) f group by 1, 2, 3 having count(*) >= ${listMax}
    ), unlisted as (
      select asked.key, l.error_code, l.bucket as since, l.bucket + make_interval(mins => l.bucket_minutes) as until
      from asked cross join full_lists l
      where not exists (select from listed where listed.key = asked.key and listed.error_code = l.error_code
        and listed.bucket_minutes = l.bucket_minutes and listed.bucket = l.bucket)
    ), raw as materialized (
      -- Each person once for a key: telling them apart later would take a sort of all.
      select key, place, sum(events) as events from (
      select unlisted.key, kept.place, kept.events from unlisted cross join lateral (
        select ${placeIn(Prisma.sql`s.user_key`)} as place, count(*) as events from sign_ins s
        join code_classes c on c.workspace_id = ${workspaceId} and c.error_code = s.error_code
        where s.workspace_id = ${workspaceId} and ${hasKey(by, Prisma.sql`unlisted.key`)}
          and s.occurred_at >= unlisted.since and s.occurred_at < unlisted.until
          -- Said once more for the planner, which leaves other days' partitions out by it.
          and s.occurred_at >= ${scope.span.from} and s.occurred_at < ${scope.span.to}
          and (unlisted.error_code = ${allFailures} or s.error_code = unlisted.error_code)
          and c.outcome = any(${outcomes}::text[]) and ${filterSignIns(filter)}
        group by 1
      ) kept
      union all
      select ${dimensionKeys[by]}, ${placeIn(Prisma.sql`r.user_key`)}, count(*) ${fromSignInsBy(scope, rest, by)}
        and ${dimensionKeys[by]} = any(${keys}::text[]) and c.outcome = any(${outcomes}::text[]) group by 1, 2
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

/** How many different keys there are in the lists, and where there is no list. */
export async function countListedKeys(
  db: Db,
  scope: Scope,
  outcomes: Outcome[],
  by: KeyDimension,
  summaries: KeySummaries,
): Promise<number> {
  const { folded, rest } = splitByFolds(scope, summaries);
  const { rows } = await db.pool.query<{ keys: number }>(Prisma.sql`
    select count(*)::int as keys from (
      select f.key from (${selectListed(scope, by, summaries, folded)}) f
      union
      select ${dimensionKeys[by]} ${fromSignInsBy(scope, rest, by)}
        and ${dimensionKeys[by]} is not null and c.outcome = any(${outcomes}::text[])
    ) found`);
  return rows[0]?.keys ?? 0;
}

type Folded = Stretch & { store: FoldedStore };

/** Is `key` what a sign-in `s` has of a dimension, or among it? */
function hasKey(by: KeyDimension, key: Prisma.Sql): Prisma.Sql {
  return by === 'policy'
    ? hasPolicy(keyColumns.policy, Prisma.sql`array[${key}]`)
    : Prisma.sql`${keyColumns[by]} = ${key}`;
}

/** Which parts of a span have lists: of all failures days, hours and quarters have one, of each code days alone. */
function splitByFolds(scope: Scope, { ofAll }: KeySummaries): { folded: Folded[]; rest: Span[] } {
  const folded: Folded[] = [];
  const rest: Span[] = [];
  for (const stretch of splitByLists(scope.span, scope.behind ?? null)) {
    if (isOfFolds(stretch) && (ofAll || stretch.store === 'folded-days')) folded.push(stretch);
    else rest.push(stretch.span);
  }
  return { folded, rest: joinSpans(rest) };
}

/** The rows of the lists: bucket_minutes, bucket, error_code, key, events and people. */
function selectListed(
  { workspaceId }: Scope,
  by: KeyDimension,
  { codes }: KeySummaries,
  folded: Folded[],
  keys: string[] | null = null,
): Prisma.Sql {
  const isAsked = keys === null ? Prisma.empty : Prisma.sql`and key = any(${keys}::text[])`;
  return selectBuckets(
    {
      columns: Prisma.sql`bucket_minutes, bucket, error_code, key, events, people`,
      table: Prisma.sql`folded_keys`,
      where: Prisma.sql`workspace_id = ${workspaceId} and dimension = ${by}
        and error_code = any(${codes}::text[]) ${isAsked}`,
    },
    folded,
  );
}
