import type pg from 'pg';
import { eachPolicy } from '../batches/policy-text.js';
import { Prisma } from '../generated/client.js';
import { allFailures, type KeyDimension } from './fold-keys.js';
import type { FoldSpan } from './fold-span.js';
import { groupHash } from './group-hash.js';
import { packGroups, packPeople, packPlaces } from './pack-groups.js';
import { placeOf, setOf } from './people-sketch.js';

/** What lists are made about besides codes and all failures. */
export type SubjectKind = 'app' | KeyDimension;

/** Stands for an app, an address, a person, a country, … where a code could stand. No code has a line break. */
export function subjectOf(kind: SubjectKind, value: string): string {
  return `${kind}\n${value}`;
}

/** With fewer events in a bucket nothing is listed: its sign-ins are quickly read through their index. */
const heavyMin = { 60: 400, 1440: 1_000 } as const;
/** How many keys of a dimension are listed of one subject. */
export const keysOfSubjectMax = { 60: 40, 1440: 60 } as const;
/** Codes are listed all, as far as anybody has so many. */
export const codesOfSubjectMax = 1_000;

/** Says that a subject was heavy in a bucket, and holds all of its people: the key is empty. */
export const allPeople = 'all-user';
/** All of its addresses. */
export const allAddresses = 'all-ip';

/**
 * Lists what is behind the heavy codes, apps, addresses, people, countries and so on of an hour or a day: the most frequent
 * people, addresses, … among its failures, each with who was behind it, and of all but codes and apps the codes and error groups of
 * all that is kept. Of a quarter only which feeds all failures came by.
 */
export async function foldSubjects(
  client: pg.ClientBase,
  minutes: 15 | 60 | 1440,
  span: FoldSpan,
): Promise<void> {
  const isListed = minutes !== 15;
  const heavy = isListed ? heavyMin[minutes] : 0;
  const keysMax = isListed ? keysOfSubjectMax[minutes] : 0;
  const subject = (kind: SubjectKind, column: Prisma.Sql, and = Prisma.empty) => Prisma.sql`
    select ${`${kind}\n`} || ${column} as of, kept.* from kept where ${column} in (
      select ${column} from kept where failed and ${column} is not null group by 1 having count(*) >= ${heavy}::int
    ) ${and}`;
  const ofPolicies = Prisma.sql`
    select ${'policy\n'} || one.policy as of, kept.* from kept ${eachPolicy(Prisma.sql`kept.policy`)} where one.policy in (
      select one.policy from kept ${eachPolicy(Prisma.sql`kept.policy`)} where failed and one.policy is not null
      group by 1 having count(*) >= ${heavy}::int
    ) and ${isListed}`;
  const byKey = (
    dimension: string,
    column: Prisma.Sql,
    where = Prisma.sql`failed`,
    place = Prisma.sql`place`,
  ) =>
    Prisma.sql`select ${dimension}::text as dimension, of, ${column} as key, ${place} as place, count(*) as events
      from ${dimension === 'policy' ? Prisma.sql`subjects ${eachPolicy(Prisma.sql`subjects.policy`)}` : Prisma.sql`subjects`}
      where ${where} and ${column} is not null group by 2, 3, 4`;
  const isCode = Prisma.sql`strpos(of, E'\n') = 0`;
  // Lists of each code by day are made with those of all failures, but for the feeds.
  const others = minutes === 1440 ? Prisma.sql`failed and not ${isCode}` : Prisma.sql`(failed or ${isCode})`;
  await client.query(Prisma.sql`
    with kept as materialized (
      select s.error_code, c.outcome = 'failure' as failed, s.app, s.user_key, s.ip, s.country, s.client,
        s.device, s.policy, s.feed_id::text as feed,
        ${placeOf(Prisma.sql`s.user_key`)} as place, ${placeOf(Prisma.sql`s.ip`)} as address,
        ${groupHash(Prisma.sql`s`)} as group_hash
      from sign_ins s join code_classes c on c.workspace_id = s.workspace_id and c.error_code = s.error_code
      where s.workspace_id = ${span.workspaceId} and s.occurred_at >= ${span.from} and s.occurred_at < ${span.to}
    ), subjects as materialized (
      select error_code as of, kept.* from kept where ${isListed} and error_code in (
        select error_code from kept group by 1 having count(*) >= ${minutes === 1440 ? 0 : heavy}::int)
      union all ${subject('app', Prisma.sql`app`, Prisma.sql`and failed and ${isListed}`)}
      union all ${subject('ip', Prisma.sql`ip`, Prisma.sql`and ${isListed}`)}
      union all ${subject('user', Prisma.sql`user_key`, Prisma.sql`and ${isListed}`)}
      union all ${subject('country', Prisma.sql`country`, Prisma.sql`and ${isListed}`)}
      union all ${subject('client', Prisma.sql`client`, Prisma.sql`and ${isListed}`)}
      union all ${subject('device', Prisma.sql`device`, Prisma.sql`and ${isListed}`)}
      union all ${ofPolicies}
    ), counted as materialized (
      ${byKey('user', Prisma.sql`user_key`, others, Prisma.sql`null::int`)}
      union all ${byKey('ip', Prisma.sql`ip`, others)}
      union all ${byKey('country', Prisma.sql`country`, others)}
      union all ${byKey('client', Prisma.sql`client`, others)}
      union all ${byKey('device', Prisma.sql`device`, others)}
      union all ${byKey('policy', Prisma.sql`one.policy`, others)}
      union all ${byKey('app', Prisma.sql`app`, Prisma.sql`failed and not ${isCode} and left(of, 4) <> E'app\n'`)}
      union all ${byKey('code', Prisma.sql`error_code`, Prisma.sql`not ${isCode} and left(of, 4) <> E'app\n'`)}
      union all ${byKey('feed', Prisma.sql`feed`, Prisma.sql`(failed or ${isCode})`)}
      union all
      select 'feed', ${allFailures}::text, feed, place, count(*) from kept where failed group by 3, 4
    ), chosen as (
      select dimension, of, key, events from (
        select dimension, of, key, sum(events) as events,
          row_number() over (partition by dimension, of order by sum(events) desc, key) as rank
        from counted group by 1, 2, 3
      ) ranked where rank <= case dimension when 'code' then ${codesOfSubjectMax}::int when 'feed' then ${codesOfSubjectMax}::int
        else ${keysMax}::int end
    ), packed as (
      insert into folded_subject_groups (workspace_id, bucket_minutes, bucket, subject, groups, people)
      select ${span.workspaceId}::text, ${minutes}::smallint, ${span.from}::timestamptz, of, ${packGroups}, ${packPeople}
      from (
        select of, group_hash, count(*) as events, ${packPlaces} as places from subjects
        where not ${isCode} and left(of, 4) <> E'app\n' group by 1, 2
      ) grouped group by of
    )
    insert into folded_keys (workspace_id, bucket_minutes, bucket, error_code, dimension, key, events, people)
    select ${span.workspaceId}::text, ${minutes}::smallint, ${span.from}::timestamptz, of, dimension, key,
      chosen.events, case when dimension <> 'user' then ${setOf(Prisma.sql`counted.place`)} end
    from chosen join counted using (dimension, of, key) group by dimension, of, key, chosen.events
    union all
    select ${span.workspaceId}, ${minutes}, ${span.from}, of, ${allPeople}, '', count(*),
      case when not ${isCode} then ${setOf(Prisma.sql`subjects.place`)} end
    from subjects where failed or ${isCode} group by of
    union all
    select ${span.workspaceId}, ${minutes}, ${span.from}, of, ${allAddresses}, '', count(*),
      ${setOf(Prisma.sql`subjects.address`)}
    from subjects where failed and not ${isCode} group by of`);
}
