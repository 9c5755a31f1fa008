import type { RetriedRejects } from '@turnaway/contracts';
import type { Db } from '../client.js';

/** Batches with rejects, or that failed, whose bytes are kept and that were done before a time. */
const retriable = `b.workspace_id = $1 and ($2::uuid is null or b.feed_id = $2) and b.done_at < $3
  and (b.status = 'failed' or (b.status = 'done' and b.rejected > 0))
  and exists (select from batch_bodies where batch_id = b.id)`;

/**
 * Makes up to `limit` batches with rejects, or that failed, wait to be analyzed again, the oldest first: what could
 * not be read then may be readable now. Events that were counted are not counted again. `doneBefore` keeps a caller
 * who goes on until nothing is `left` from trying the same ones for ever. The caller enqueues them.
 */
export async function retryRejected(
  db: Db,
  query: { workspaceId: string; feedId: string | null; doneBefore: Date; limit: number },
): Promise<RetriedRejects & { batchIds: string[] }> {
  const scope = [query.workspaceId, query.feedId, query.doneBefore];
  const { rows } = await db.pool.query<{ id: string; rejected: number }>(
    `with chosen as (
       select b.id from batches b where ${retriable}
        order by b.received_at, b.id limit $4 for update of b skip locked
     )
     update batches set status = 'received', attempts = 0, failure = null, failure_detail = null, done_at = null
       from chosen where batches.id = chosen.id
     returning batches.id, batches.rejected`,
    [...scope, query.limit],
  );
  const { rows: left } = await db.pool.query<{ left: string }>(
    `select count(*) as left from batches b where ${retriable}`,
    scope,
  );
  return {
    batchIds: rows.map(({ id }) => id),
    batches: rows.length,
    rejected: rows.reduce((sum, { rejected }) => sum + rejected, 0),
    left: Number(left[0]?.left ?? 0),
  };
}
