import type pg from 'pg';
import { Prisma } from '../generated/client.js';
import type { FoldSpan } from './fold-span.js';
import { groupHash } from './group-hash.js';

/** Sums up the counts of one bucket, by code, by app, by both, and by code and feed, in the caller's transaction. */
export async function foldCounts(client: pg.ClientBase, minutes: 15 | 60, table: Prisma.Sql, span: FoldSpan) {
  const within = Prisma.sql`r.workspace_id = ${span.workspaceId} and r.bucket >= ${span.from} and r.bucket < ${span.to}`;
  await client.query(
    Prisma.sql`insert into folded_codes (workspace_id, bucket_minutes, bucket, error_code, events)
      select r.workspace_id, ${minutes}::smallint, ${span.from}::timestamptz, r.error_code, sum(r.events)
      from ${table} r where ${within} group by 1, 4`,
  );
  await client.query(
    Prisma.sql`insert into folded_apps (workspace_id, bucket_minutes, bucket, app, outcome, events)
      select r.workspace_id, ${minutes}::smallint, ${span.from}::timestamptz, r.app, c.outcome, sum(r.events)
      from ${table} r join code_classes c on c.workspace_id = r.workspace_id and c.error_code = r.error_code
      where ${within} group by 1, 4, 5`,
  );
  await client.query(
    Prisma.sql`insert into folded_groups (workspace_id, bucket_minutes, bucket, group_hash, events)
      select r.workspace_id, ${minutes}::smallint, ${span.from}::timestamptz, ${groupHash(Prisma.sql`r`)}, sum(r.events)
      from ${table} r where ${within} group by 1, 4`,
  );
  await client.query(
    Prisma.sql`insert into folded_feeds (workspace_id, bucket_minutes, bucket, feed_id, error_code, events)
      select r.workspace_id, ${minutes}::smallint, ${span.from}::timestamptz, r.feed_id, r.error_code, sum(r.events)
      from ${table} r where ${within} group by 1, 4, 5`,
  );
}
