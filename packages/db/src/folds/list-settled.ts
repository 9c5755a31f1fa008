import type { Db } from '../client.js';
import type { FoldMinutes } from './fold-span.js';

/** One quarter of an hour, one hour, six hours or one day of a workspace whose summaries are to be made. */
export interface Unfolded {
  workspaceId: string;
  bucket: Date;
}

/**
 * The quarters of an hour that are over and whose events have stopped coming for 20 seconds, or have waited for five
 * minutes: the newest first, since most questions are about these. While a large import runs, nothing is made again
 * and again.
 */
export async function listSettledQuarters(db: Db, now: Date, limit: number): Promise<Unfolded[]> {
  const { rows } = await db.pool.query<{ workspace_id: string; bucket: Date }>(
    `select workspace_id, bucket from unfolded_buckets
     where bucket_minutes = 15 and bucket <= $1::timestamptz - interval '15 minutes'
     group by workspace_id, bucket
     having max(marked_at) < $1::timestamptz - interval '20 seconds'
       or min(marked_at) < $1::timestamptz - interval '5 minutes'
     order by bucket desc limit $2`,
    [now, limit],
  );
  return rows.map(toUnfolded);
}

/** The hours, six hours or days (UTC) that are over and have no part left to fold. */
export async function listSettled(
  db: Db,
  minutes: Exclude<FoldMinutes, 15>,
  now: Date,
  limit: number,
): Promise<Unfolded[]> {
  const { rows } = await db.pool.query<{ workspace_id: string; bucket: Date }>(
    `select distinct d.workspace_id, d.bucket from unfolded_buckets d
     where d.bucket_minutes = $1::int and d.bucket <= $2::timestamptz - make_interval(mins => $1::int)
       and not exists (select from unfolded_buckets part
         where part.workspace_id = d.workspace_id and part.bucket_minutes < $1::int
           and part.bucket >= d.bucket and part.bucket < d.bucket + make_interval(mins => $1::int))
     order by d.bucket desc limit $3`,
    [minutes, now, limit],
  );
  return rows.map(toUnfolded);
}

function toUnfolded(row: { workspace_id: string; bucket: Date }): Unfolded {
  return { workspaceId: row.workspace_id, bucket: row.bucket };
}
