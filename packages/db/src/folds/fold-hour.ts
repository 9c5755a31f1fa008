import type pg from 'pg';
import type { Db } from '../client.js';
import { Prisma } from '../generated/client.js';
import { inTransaction } from '../in-transaction.js';
import { noApp } from '../readings/dimension-sql.js';
import { foldCounts } from './fold-counts.js';
import { foldKeys } from './fold-keys.js';
import { clearFolds, type FoldSpan, markUnfoldedAround, takeMarks } from './fold-span.js';
import type { Unfolded } from './list-settled.js';
import { placeOf, setOf } from './people-sketch.js';

const hourMs = 3_600_000;

/** Makes the summaries of one hour anew. Answers false if another process is at it. */
export async function foldHour(db: Db, { workspaceId, bucket }: Unfolded): Promise<boolean> {
  const span = { workspaceId, from: bucket, to: new Date(bucket.getTime() + hourMs) };
  return inTransaction(db, async (client) => {
    // First the marks, then the events: what is committed between them is folded, and stays marked.
    if (!(await takeMarks(client, 60, span))) return false;
    await clearFolds(client, 60, span);
    await foldCounts(client, 60, Prisma.sql`rollup_hours`, span);
    await foldPeople(client, span);
    await foldKeys(client, 60, span);
    await markUnfoldedAround(client, 1440, span);
    return true;
  });
}

async function foldPeople(client: pg.ClientBase, span: FoldSpan): Promise<void> {
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
        union all select 'code-ip', error_code, address from kept where address is not null group by 2, 3
        union all
        select 'code-app', error_code, ${placeOf(Prisma.sql`app`)} from kept where app <> ${noApp} group by 2, app
        union all select 'outcome-ip', outcome, address from kept where address is not null group by 2, 3
      )
      insert into folded_people (workspace_id, bucket_minutes, bucket, dimension, key, people)
      select ${span.workspaceId}::text, 60, ${span.from}::timestamptz, dimension, key, ${setOf(Prisma.sql`place`)}
      from places group by dimension, key`,
  );
}
