import { groupHash } from '../folds/group-hash.js';
import { Prisma } from '../generated/client.js';
import { fromAsked, inBucket, minuteOfBucket, type Subject, version } from './bucket-sql.js';

/** Rows {@link BucketRow} of some buckets, from the list of the codes that a person, an address, a country, … met in each. */
export function selectSubjectCodes(
  workspaceId: string,
  subject: string,
  minutes: number,
  buckets: readonly Date[],
): Prisma.Sql {
  return Prisma.sql`
    select asked.bucket, ${version}, found.keys, found.events, null::json as minutes
    ${fromAsked(workspaceId, minutes, buckets)}
    cross join lateral (
      select json_agg(f.key) as keys, json_agg(f.events) as events from folded_keys f
      where f.workspace_id = ${workspaceId} and f.error_code = ${subject} and f.dimension = 'code'
        and f.bucket_minutes = ${minutes} and f.bucket = asked.bucket
    ) found`;
}

/** What {@link selectSubjectGroups} says of a bucket. */
export interface PackedRow {
  bucket: Date;
  version: number;
  groups: Buffer | null;
}

/** Rows {@link PackedRow} of some buckets: the error groups that a person, an address, a country, … met in each. */
export function selectSubjectGroups(
  workspaceId: string,
  subject: string,
  minutes: number,
  buckets: readonly Date[],
): Prisma.Sql {
  return Prisma.sql`
    select asked.bucket, ${version}, f.groups
    ${fromAsked(workspaceId, minutes, buckets)}
    left join folded_subject_groups f on f.workspace_id = ${workspaceId} and f.subject = ${subject}
      and f.bucket_minutes = ${minutes} and f.bucket = asked.bucket`;
}

/** The packed groups of a bucket with the people behind each, as `eachPackedPeople` reads them. */
export interface PackedPeopleRow {
  bucket: Date;
  version: number;
  groups: Buffer;
  people: Buffer;
}

/** Rows {@link PackedPeopleRow} of those buckets of a subject that were summed up with people. */
export function selectSubjectPeople(
  workspaceId: string,
  subject: string,
  minutes: number,
  buckets: readonly Date[],
): Prisma.Sql {
  return Prisma.sql`
    select asked.bucket, ${version}, f.groups, f.people
    ${fromAsked(workspaceId, minutes, buckets)}
    join folded_subject_groups f on f.workspace_id = ${workspaceId} and f.subject = ${subject}
      and f.bucket_minutes = ${minutes} and f.bucket = asked.bucket
    where f.people is not null`;
}

/** Rows {@link BucketRow} of some buckets, from the sign-ins of a subject: minute by minute, or of all of the bucket. */
export function selectSubjectCounted(
  workspaceId: string,
  kind: 'codes' | 'groups',
  { isOf }: Subject,
  { minutes, byMinute, buckets }: { minutes: number; byMinute: boolean; buckets: readonly Date[] },
): Prisma.Sql {
  const key = kind === 'codes' ? Prisma.sql`s.error_code` : Prisma.sql`${groupHash(Prisma.sql`s`)}::text`;
  return Prisma.sql`
    select asked.bucket, ${version}, found.keys, found.events, ${byMinute ? Prisma.sql`found.minutes` : Prisma.sql`null::json`} as minutes
    ${fromAsked(workspaceId, minutes, buckets)}
    cross join lateral (
      select json_agg(key) as keys, json_agg(events) as events, json_agg(minute) as minutes from (
        select ${key} as key, ${byMinute ? minuteOfBucket : Prisma.sql`0`} as minute, count(*) as events
        from sign_ins s where ${inBucket(workspaceId, minutes, buckets)} and ${isOf} group by 1, 2
      ) counted
    ) found`;
}

/** Rows {@link BucketRow} of some buckets: the codes of one app, successes too, from the rollups. */
export function selectAppCodes(
  workspaceId: string,
  app: string,
  { minutes, byMinute }: { minutes: number; byMinute: boolean },
  buckets: readonly Date[],
): Prisma.Sql {
  const minute = byMinute
    ? Prisma.sql`(date_part('epoch', r.bucket - asked.bucket) / 60)::int`
    : Prisma.sql`null::int`;
  const table =
    minutes === 1_440
      ? Prisma.sql`rollup_days`
      : minutes >= 60
        ? Prisma.sql`rollup_hours`
        : Prisma.sql`rollup_minutes`;
  return Prisma.sql`
    select asked.bucket, ${version}, found.keys, found.events, ${byMinute ? Prisma.sql`found.minutes` : Prisma.sql`null::json`} as minutes
    ${fromAsked(workspaceId, minutes, buckets)}
    cross join lateral (
      select json_agg(key) as keys, json_agg(events) as events, json_agg(minute) as minutes from (
        select r.error_code as key, ${minute} as minute, sum(r.events) as events from ${table} r
        where r.workspace_id = ${workspaceId} and r.app = ${app} and r.bucket >= asked.bucket
          and r.bucket < asked.bucket + make_interval(mins => ${minutes}::int)
        group by 1, 2
      ) counted
    ) found`;
}
