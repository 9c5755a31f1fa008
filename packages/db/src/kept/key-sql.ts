import { allFailures, type KeyDimension, keyColumns } from '../folds/fold-keys.js';
import { placeOf, setOf } from '../folds/people-sketch.js';
import { Prisma } from '../generated/client.js';
import { fromAsked, inBucket, minuteOfBucket, type Subject, version } from './bucket-sql.js';

/** A key of a bucket's list, with the people behind it as `bit_send` writes them; one without a key says the bucket's version. */
export interface ListedRow {
  bucket: Date;
  version: number;
  key: string | null;
  events: number;
  people: Buffer | null;
}

/** What failures are ranked by. */
export type RankedDimension = Exclude<KeyDimension, 'policy'> | 'app' | 'feed';

/** What is ranked by what: all failures, or what is counted of a subject. */
export interface RankedFailures {
  workspaceId: string;
  dimension: RankedDimension;
  subject: Subject | null;
}

const rankedColumns: Readonly<Record<RankedDimension, Prisma.Sql>> = {
  ...keyColumns,
  app: Prisma.sql`s.app`,
  feed: Prisma.sql`s.feed_id::text`,
};

/** Rows {@link ListedRow} of some buckets of one length: what is most frequent among the failures. */
export function selectLists(
  { workspaceId, dimension, subject }: RankedFailures,
  minutes: number,
  buckets: readonly Date[],
): Prisma.Sql {
  return Prisma.sql`
    select asked.bucket, ${version}, null::text as key, 0::float8 as events, null::bytea as people
    ${fromAsked(workspaceId, minutes, buckets)}
    union all
    select f.bucket, 0, f.key, f.events::float8, bit_send(f.people) from folded_keys f
    where f.workspace_id = ${workspaceId} and f.error_code = ${subject?.name ?? allFailures} and f.dimension = ${dimension}
      and f.bucket_minutes = ${minutes} and f.bucket = any(${buckets}::timestamptz[])`;
}

/** A key that a bucket's list was full before it came to. */
export interface Unlisted {
  key: string;
  from: Date;
  to: Date;
}

/** Rows (place among the asked from 1, events, people) of keys that are not listed, from the sign-ins that failed. */
export function selectUnlisted(
  { workspaceId, dimension, subject }: RankedFailures,
  asked: readonly Unlisted[],
): Prisma.Sql {
  const from = asked.map((one) => one.from);
  const to = asked.map((one) => one.to);
  const earliest = new Date(Math.min(...from.map((at) => at.getTime())));
  const latest = new Date(Math.max(...to.map((at) => at.getTime())));
  const people =
    dimension === 'user' ? Prisma.sql`null::bytea` : Prisma.sql`bit_send(${setOf(Prisma.sql`place`)})`;
  return Prisma.sql`
    select asked.place::int as place, found.events, found.people
    from unnest(${asked.map(({ key }) => key)}::text[], ${from}::timestamptz[], ${to}::timestamptz[])
      with ordinality as asked (key, since, until, place)
    cross join lateral (
      select sum(kept.events)::float8 as events, ${people} as people from (
        select ${placeOf(Prisma.sql`s.user_key`)} as place, count(*) as events
        from ${countedOf(subject)} and s.workspace_id = ${workspaceId} and ${rankedColumns[dimension]} = asked.key
          and s.occurred_at >= asked.since and s.occurred_at < asked.until
          -- Said once more for the planner, which leaves other days' partitions out by it.
          and s.occurred_at >= ${earliest} and s.occurred_at < ${latest}
        group by 1
      ) kept
    ) found where found.events is not null`;
}

/** The sign-ins `s` that are counted: the failures, or those that a subject says are of it. */
function countedOf(subject: Subject | null): Prisma.Sql {
  return subject === null
    ? Prisma.sql`sign_ins s join code_classes c on c.workspace_id = s.workspace_id and c.error_code = s.error_code
        where c.outcome = 'failure'`
    : Prisma.sql`sign_ins s where ${subject.isOf}`;
}

/** How often each key failed in a minute of a bucket, by the place of the person; as JSON. */
export interface MinuteKeysRow {
  bucket: Date;
  version: number;
  minutes: number[] | null;
  keys: string[] | null;
  people: number[] | null;
  events: number[] | null;
}

/** Rows {@link MinuteKeysRow} of some buckets of one length. */
export function selectMinuteKeys(
  { workspaceId, dimension, subject }: RankedFailures,
  minutes: number,
  buckets: readonly Date[],
): Prisma.Sql {
  const key = rankedColumns[dimension];
  return Prisma.sql`
    select asked.bucket, ${version}, found.*
    ${fromAsked(workspaceId, minutes, buckets)}
    cross join lateral (
      select json_agg(minute) as minutes, json_agg(key) as keys, json_agg(person) as people,
        json_agg(events) as events from (
        select ${minuteOfBucket} as minute, ${key} as key,
          coalesce(${placeOf(Prisma.sql`s.user_key`)}, -1) as person, count(*) as events
        from ${countedOf(subject)} and ${inBucket(workspaceId, minutes, buckets)} and ${key} is not null
        group by 1, 2, 3
      ) met
    ) found`;
}
