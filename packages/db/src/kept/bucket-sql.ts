import { groupHash } from '../folds/group-hash.js';
import { placeOf } from '../folds/people-sketch.js';
import { Prisma } from '../generated/client.js';
import type { Stretch } from '../readings/split-span.js';
import type { Bins } from './bins.js';
import type { Kind } from './kept-buckets.js';

/** What events are counted by. */
export type CountedKind = Exclude<Kind, 'visits'>;

/** Between the outcome and the app, in a key of the kind `apps`. */
export const outcomeEnd = '\n';

/** The keys of a kind in its summary, as text. */
const foldedKeys: Readonly<Record<CountedKind, Prisma.Sql>> = {
  codes: Prisma.sql`f.error_code as key, f.events from folded_codes f`,
  apps: Prisma.sql`f.outcome || ${outcomeEnd} || f.app as key, f.events from folded_apps f`,
  groups: Prisma.sql`f.group_hash::text as key, f.events from folded_groups f`,
  feeds: Prisma.sql`f.feed_id::text || E'\n' || f.error_code as key, f.events from folded_feeds f`,
};

/** The same keys over rollups `r` joined to the classes `c`. */
const countedKeys: Readonly<Record<CountedKind, Prisma.Sql>> = {
  codes: Prisma.sql`r.error_code`,
  apps: Prisma.sql`c.outcome || ${outcomeEnd} || r.app`,
  groups: Prisma.sql`${groupHash(Prisma.sql`r`)}::text`,
  feeds: Prisma.sql`r.feed_id::text || E'\n' || r.error_code`,
};

/** What was summed up of a bucket, and its version, by which it is known whether that still holds. */
export interface BucketRow {
  bucket: Date;
  version: number;
  keys: string[] | null;
  events: number[] | null;
  /** By minute, counted from the start of the bucket; `null` for all of it. */
  minutes: number[] | null;
}

/** The version of the bucket of {@link fromAsked}. */
export const version = Prisma.sql`coalesce(round(date_part('epoch', v.folded_at) * 1000000), 0) as version`;

/** The versions of the buckets of some stretches that have one; planned once for a connection. */
export function selectVersions(
  workspaceId: string,
  stretches: readonly { minutes: number; from: Date; to: Date }[],
): { name: string; text: string; values: unknown[] } {
  const { text, values } = Prisma.sql`
    select v.bucket_minutes as minutes, date_part('epoch', v.bucket) * 1000 as at, ${version}
    from unnest(${stretches.map(({ minutes }) => minutes)}::smallint[], ${stretches.map(({ from }) => from)}::timestamptz[],
      ${stretches.map(({ to }) => to)}::timestamptz[]) as asked (minutes, since, until)
    join folded_buckets v on v.workspace_id = ${workspaceId} and v.bucket_minutes = asked.minutes
      and v.bucket >= asked.since and v.bucket < asked.until`;
  return { name: 'read-versions', text, values };
}

/** Rows {@link BucketRow} of some buckets, from their summary. */
export function selectFolded(
  workspaceId: string,
  kind: CountedKind,
  minutes: number,
  buckets: readonly Date[],
): Prisma.Sql {
  return Prisma.sql`
    select asked.bucket, ${version}, found.keys, found.events, null::json as minutes
    ${fromAsked(workspaceId, minutes, buckets)}
    cross join lateral (
      select json_agg(key) as keys, json_agg(events) as events from (
        select ${foldedKeys[kind]} where f.workspace_id = ${workspaceId} and f.bucket_minutes = ${minutes}
          and f.bucket = asked.bucket
      ) counted
    ) found`;
}

/** Rows (bucket, version, hash, events) of some error groups in some buckets; one without a hash where a bucket has none of them. */
export function selectGroupEvents(
  workspaceId: string,
  minutes: number,
  buckets: readonly Date[],
  hashes: readonly string[],
): Prisma.Sql {
  return Prisma.sql`
    select asked.bucket, ${version}, f.group_hash::text as hash, f.events::float8 as events
    ${fromAsked(workspaceId, minutes, buckets)}
    left join folded_groups f on f.workspace_id = ${workspaceId} and f.bucket_minutes = ${minutes}
      and f.bucket = asked.bucket and f.group_hash = any(${hashes}::bigint[])`;
}

/** A person, an address, a country, …, whose sign-ins are counted apart. */
export interface Subject {
  /** What the lists name it. */
  name: string;
  /** That a sign-in `s` is one of those that are counted of it. */
  isOf: Prisma.Sql;
}

/** In which minute of the bucket that is `asked` a sign-in `s` was. */
export const minuteOfBucket = Prisma.sql`floor(date_part('epoch', s.occurred_at - asked.bucket) / 60)::int`;

/** That a sign-in `s` is of the bucket that is `asked`. */
export function inBucket(workspaceId: string, minutes: number, buckets: readonly Date[]): Prisma.Sql {
  const end = new Date((buckets.at(-1)?.getTime() ?? 0) + minutes * 60_000);
  return Prisma.sql`s.workspace_id = ${workspaceId} and s.occurred_at >= asked.bucket
    and s.occurred_at < asked.bucket + make_interval(mins => ${minutes}::int)
    -- Said once more for the planner, which leaves other days' partitions out by it.
    and s.occurred_at >= ${buckets[0]} and s.occurred_at < ${end}`;
}

/** Some buckets, `asked`, with the row `v` that says of which version each is. */
export function fromAsked(workspaceId: string, minutes: number, buckets: readonly Date[]): Prisma.Sql {
  return Prisma.sql`from unnest(${buckets}::timestamptz[]) as asked (bucket)
    left join folded_buckets v on v.workspace_id = ${workspaceId} and v.bucket_minutes = ${minutes}
      and v.bucket = asked.bucket`;
}

/** Rows {@link BucketRow} of some quarters of an hour, minute by minute. */
export function selectMinutes(workspaceId: string, kind: CountedKind, quarters: readonly Date[]): Prisma.Sql {
  return Prisma.sql`
    select asked.bucket, ${version}, found.keys, found.events, found.minutes
    ${fromAsked(workspaceId, 15, quarters)}
    cross join lateral (
      select json_agg(key) as keys, json_agg(events) as events, json_agg(minute) as minutes from (
        select ${countedKeys[kind]} as key, (date_part('epoch', r.bucket - asked.bucket) / 60)::int as minute,
          sum(r.events) as events
        from rollup_minutes r ${joinClasses(workspaceId, kind)}
        where r.workspace_id = ${workspaceId} and r.bucket >= asked.bucket
          and r.bucket < asked.bucket + interval '15 minutes'
        group by 1, 2
      ) counted
    ) found`;
}

/** Rows (at, key, events) of stretches that have no summary, by the bins that they fall into: of all apps, or of one. */
export function selectCounted(
  workspaceId: string,
  { kind, app }: { kind: CountedKind; app: string | null },
  stretches: readonly Stretch[],
  bins: Bins,
): Prisma.Sql {
  const isOfApp = app === null ? Prisma.empty : Prisma.sql`and app = ${app}`;
  const parts = stretches.map((stretch) => {
    const table = stretch.store === 'minutes' ? Prisma.sql`rollup_minutes` : Prisma.sql`rollup_hours`;
    return Prisma.sql`select bucket, error_code, app, feed_id, events from ${table}
      where workspace_id = ${workspaceId} and bucket >= ${stretch.span.from} and bucket < ${stretch.span.to} ${isOfApp}`;
  });
  return Prisma.sql`
    select ${startOfBin(bins, Prisma.sql`r.bucket`)} as at, ${countedKeys[kind]} as key,
      sum(r.events)::float8 as events
    from (${Prisma.join(parts, ' union all ')}) r ${joinClasses(workspaceId, kind)} group by 1, 2`;
}

/** The time in milliseconds that the bin of a time begins at. */
export function startOfBin({ start, stepMs, size }: Bins, at: Prisma.Sql): Prisma.Sql {
  if (size === 1) return Prisma.sql`${start}::float8`;
  return Prisma.sql`floor((date_part('epoch', ${at}) * 1000 - ${start}::float8) / ${stepMs}::float8)
    * ${stepMs}::float8 + ${start}::float8`;
}

/** Who was there in a bucket of an hour at most, minute by minute, with what they met (see {@link Met}); all as JSON. */
export interface VisitsRow {
  bucket: Date;
  version: number;
  minutes: number[] | null;
  cells: string[] | null;
  people: number[] | null;
  addresses: number[] | null;
}

/** Rows {@link VisitsRow} of some buckets: of all that is kept, or of a subject alone. */
export function selectVisits(
  workspaceId: string,
  subject: Subject | null,
  minutes: number,
  buckets: readonly Date[],
): Prisma.Sql {
  return Prisma.sql`
    select asked.bucket, ${version}, found.*
    ${fromAsked(workspaceId, minutes, buckets)}
    cross join lateral (
      select json_agg(minute) as minutes, json_agg(cell) as cells, json_agg(person) as people,
        json_agg(address) as addresses from (
        select distinct ${minuteOfBucket} as minute,
          concat_ws(E'\n', c.outcome, s.error_code, ${groupHash(Prisma.sql`s`)}, s.app) as cell,
          coalesce(${placeOf(Prisma.sql`s.user_key`)}, -1) as person,
          coalesce(${placeOf(Prisma.sql`s.ip`)}, -1) as address
        from sign_ins s join code_classes c on c.workspace_id = s.workspace_id and c.error_code = s.error_code
        where ${inBucket(workspaceId, minutes, buckets)} and ${subject?.isOf ?? Prisma.sql`true`}
      ) met
    ) found`;
}

/** What somebody met, as the cells of {@link VisitsRow} say it. */
export interface Met {
  outcome: string;
  errorCode: string;
  groupHash: string;
  app: string;
}

/** Reads a cell of {@link VisitsRow}; an app may hold any text. */
export function readMet(cell: string): Met {
  const [outcome = '', errorCode = '', hash = '', ...app] = cell.split('\n');
  return { outcome, errorCode, groupHash: hash, app: app.join('\n') };
}

/** Rows of sets of people: of each bucket one that says its version and has no key, and one for each key that has a set. */
export interface SetRow {
  bucket: Date;
  version: number;
  key: string | null;
  people: Buffer | null;
}

/** Rows {@link SetRow} of some buckets of one length: of all that is kept, or of a person, an address, a country, … alone. */
export function selectSets(
  workspaceId: string,
  dimension: string,
  asked: { subject: string | null; minutes: number; buckets: readonly Date[]; keys: readonly string[] },
): Prisma.Sql {
  const { subject, minutes, buckets, keys } = asked;
  const table =
    subject === null
      ? Prisma.sql`folded_people f where true`
      : Prisma.sql`folded_keys f where f.error_code = ${subject}`;
  return Prisma.sql`
    select asked.bucket, ${version}, null::text as key, null::bytea as people
    ${fromAsked(workspaceId, minutes, buckets)}
    union all
    select f.bucket, 0, f.key, bit_send(f.people) from ${table}
      and f.workspace_id = ${workspaceId} and f.dimension = ${dimension} and f.key = any(${keys}::text[])
      and f.bucket_minutes = ${minutes} and f.bucket = any(${buckets}::timestamptz[])`;
}

function joinClasses(workspaceId: string, kind: CountedKind): Prisma.Sql {
  return kind === 'apps'
    ? Prisma.sql`join code_classes c on c.workspace_id = ${workspaceId} and c.error_code = r.error_code`
    : Prisma.empty;
}
