import type pg from 'pg';

/** How long what a summary sums up is: a quarter of an hour, an hour, six hours or a day. */
export type FoldMinutes = 15 | 60 | 360 | 1440;

/** The stretch of a workspace's time that is folded. */
export interface FoldSpan {
  workspaceId: string;
  from: Date;
  to: Date;
}

/** Takes the marks of a bucket away, for one process at a time. Answers false if another has it, or none was left. */
export async function takeMarks(
  client: pg.ClientBase,
  bucketMinutes: FoldMinutes,
  { workspaceId, from }: FoldSpan,
): Promise<boolean> {
  const { rows } = await client.query<{ free: boolean }>(
    `select pg_try_advisory_xact_lock(hashtextextended($1, $2)) as free`,
    [`fold ${workspaceId} ${from.toISOString()}`, bucketMinutes],
  );
  if (rows[0]?.free !== true) return false;
  // A busy day on a slow machine takes its time, and nobody waits for it.
  await client.query("set local statement_timeout = '15min'; set local work_mem = '64MB'");
  const { rowCount } = await client.query(
    'delete from unfolded_buckets where workspace_id = $1 and bucket_minutes = $2 and bucket = $3',
    [workspaceId, bucketMinutes, from],
  );
  return (rowCount ?? 0) > 0;
}

const foldedTables = [
  'folded_codes',
  'folded_apps',
  'folded_groups',
  'folded_feeds',
  'folded_people',
  'folded_keys',
  'folded_subject_groups',
] as const;

/** Takes the summaries of a span away, before they are made anew; what was read of them is out of date from then on. */
export async function clearFolds(
  client: pg.ClientBase,
  bucketMinutes: FoldMinutes,
  { workspaceId, from, to }: FoldSpan,
): Promise<void> {
  for (const table of foldedTables) {
    await client.query(
      `delete from ${table} where workspace_id = $1 and bucket_minutes = $2
         and bucket >= $3 and bucket < $4`,
      [workspaceId, bucketMinutes, from, to],
    );
  }
  await client.query(
    `insert into folded_buckets (workspace_id, bucket_minutes, bucket, folded_at)
     values ($1, $2, $3, clock_timestamp())
     on conflict (workspace_id, bucket_minutes, bucket)
     do update set folded_at = excluded.folded_at, has_people = true`,
    [workspaceId, bucketMinutes, from],
  );
}

/** Says that the hour, the six hours or the day (UTC) around a span that was folded are behind. */
export async function markUnfoldedAround(
  client: pg.ClientBase,
  bucketMinutes: Exclude<FoldMinutes, 15>,
  { workspaceId, from }: FoldSpan,
): Promise<void> {
  const bucketMs = bucketMinutes * 60_000;
  await client.query(
    `insert into unfolded_buckets (workspace_id, bucket_minutes, bucket, mark)
     values ($1, $2, $3, '00000000-0000-0000-0000-000000000000') on conflict do nothing`,
    [workspaceId, bucketMinutes, new Date(Math.floor(from.getTime() / bucketMs) * bucketMs)],
  );
}
