import type pg from 'pg';
import { eachPolicy } from '../batches/policy-text.js';
import { Prisma } from '../generated/client.js';
import type { FoldSpan } from './fold-span.js';
import { placeOf, setOf } from './people-sketch.js';

/** How many keys of a dimension a bucket keeps: of all failures, and of each code. */
export const keysOfAllMax = 400;
const keysOfCodeMax = 60;

/** Stands for all failures where a code could stand. */
export const allFailures = '';

/** The column of sign_ins that holds a dimension. */
export const keyColumns = {
  user: Prisma.sql`s.user_key`,
  ip: Prisma.sql`s.ip`,
  country: Prisma.sql`s.country`,
  client: Prisma.sql`s.client`,
  device: Prisma.sql`s.device`,
  policy: Prisma.sql`s.policy`,
} as const;
export type KeyDimension = keyof typeof keyColumns;

/**
 * Counts the most frequent people, addresses, countries, clients, devices and policies of a bucket, with who was behind
 * them: among its failures, and for a day also of each code. A key that is counted is counted whole.
 */
export async function foldKeys(
  client: pg.ClientBase,
  minutes: 15 | 60 | 1440,
  span: FoldSpan,
): Promise<void> {
  const isOfCodes = minutes === 1440;
  await client.query(Prisma.sql`
    with kept as materialized (
      select s.error_code, c.outcome = 'failure' as failed, s.user_key, s.ip, s.country, s.client,
        s.device, s.policy,
        ${placeOf(Prisma.sql`s.user_key`)} as place
      from sign_ins s join code_classes c on c.workspace_id = s.workspace_id and c.error_code = s.error_code
      where s.workspace_id = ${span.workspaceId} and s.occurred_at >= ${span.from} and s.occurred_at < ${span.to}
    ), counted as materialized (
      -- Nobody asks how many people a person is.
      select 'user' as dimension, error_code, failed, user_key as key, null::int as place, count(*) as events
      from kept where user_key is not null group by 2, 3, 4
      union all
      select 'ip', error_code, failed, ip, place, count(*) from kept where ip is not null group by 2, 3, 4, 5
      union all
      select 'country', error_code, failed, country, place, count(*) from kept
      where country is not null group by 2, 3, 4, 5
      union all
      select 'client', error_code, failed, client, place, count(*) from kept
      where client is not null group by 2, 3, 4, 5
      union all
      select 'device', error_code, failed, device, place, count(*) from kept
      where device is not null group by 2, 3, 4, 5
      union all
      select 'policy', error_code, failed, one.policy, place, count(*) from kept ${eachPolicy(Prisma.sql`kept.policy`)}
      where one.policy is not null group by 2, 3, 4, 5
    ), placed as materialized (
      select dimension, ${allFailures}::text as of, key, place, sum(events) as events from counted
      where failed group by 1, 3, 4
      union all
      select dimension, error_code, key, place, events from counted where ${isOfCodes}
    ), chosen as (
      select dimension, of, key, events from (
        select dimension, of, key, sum(events) as events,
          row_number() over (partition by dimension, of order by sum(events) desc, key) as rank
        from placed group by 1, 2, 3
      ) ranked where rank <= case when of = ${allFailures} then ${keysOfAllMax}::int else ${keysOfCodeMax}::int end
    )
    insert into folded_keys (workspace_id, bucket_minutes, bucket, error_code, dimension, key, events, people)
    select ${span.workspaceId}::text, ${minutes}::smallint, ${span.from}::timestamptz, of, dimension, key,
      chosen.events,
      case when dimension in ('ip', 'country', 'client', 'device', 'policy') then ${setOf(Prisma.sql`placed.place`)} end
    from chosen join placed using (dimension, of, key) group by dimension, of, key, chosen.events`);
}
