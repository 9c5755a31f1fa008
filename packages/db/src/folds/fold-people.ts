import type pg from 'pg';
import { Prisma } from '../generated/client.js';
import type { FoldSpan } from './fold-span.js';
import { groupHash } from './group-hash.js';
import { placeOf, setOf } from './people-sketch.js';

/** Sets of who passed by a client, from an address that is named: what attacks are held against. */
export const passedByClient = 'passed-client';

/** Makes the sets of who was there in one bucket, from its sign-ins, in the caller's transaction. */
export async function foldPeople(client: pg.ClientBase, minutes: 15 | 60, span: FoldSpan): Promise<void> {
  await client.query(
    Prisma.sql`
      with kept as materialized (
        select s.error_code, s.app, c.outcome, ${placeOf(Prisma.sql`s.user_key`)} as place,
          ${placeOf(Prisma.sql`s.ip`)} as address
        from sign_ins s join code_classes c on c.workspace_id = s.workspace_id and c.error_code = s.error_code
        where s.workspace_id = ${span.workspaceId} and s.occurred_at >= ${span.from} and s.occurred_at < ${span.to}
        group by 1, 2, 3, 4, 5
      ), places as (
        select 'code' as dimension, error_code as key, place from kept where place is not null group by 2, 3
        union all
        select 'app', app, place from kept where outcome = 'failure' and place is not null group by 2, 3
        union all select 'outcome', outcome, place from kept where place is not null group by 2, 3
        union all
        select 'group', ${groupHash(Prisma.sql`kept`)}::text, place from kept where place is not null group by 2, 3
        union all select 'code-ip', error_code, address from kept where address is not null group by 2, 3
        union all select 'outcome-ip', outcome, address from kept where address is not null group by 2, 3
        union all
        select ${passedByClient}, s.client, ${placeOf(Prisma.sql`s.user_key`)} from successes s
        where s.workspace_id = ${span.workspaceId} and s.occurred_at >= ${span.from} and s.occurred_at < ${span.to}
          and s.client is not null and s.ip is not null group by 2, 3
      )
      insert into folded_people (workspace_id, bucket_minutes, bucket, dimension, key, people)
      select ${span.workspaceId}::text, ${minutes}::smallint, ${span.from}::timestamptz, dimension, key, ${setOf(Prisma.sql`place`)}
      from places group by dimension, key`,
  );
}
