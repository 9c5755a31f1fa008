import type { Db } from '../client.js';

/**
 * Makes a batch with rejects, or a failed one, wait to be analyzed again, from its kept bytes. Events that were
 * counted are not counted again. The caller enqueues it.
 */
export async function retryBatch(
  db: Db,
  { workspaceId, id }: { workspaceId: string; id: string },
): Promise<'requeued' | 'not-found' | 'body-gone' | 'waiting'> {
  const { rows } = await db.pool.query<{ status: string; can_be_read: boolean }>(
    `select status, (status = 'failed' or rejected > 0)
       and exists (select from batch_bodies where batch_id = batches.id) as can_be_read
     from batches where workspace_id = $1 and id = $2`,
    [workspaceId, id],
  );
  const batch = rows[0];
  if (batch === undefined) return 'not-found';
  if (batch.status === 'received') return 'waiting';
  if (!batch.can_be_read) return 'body-gone';
  await db.pool.query(
    `update batches set status = 'received', attempts = 0, failure = null, failure_detail = null, done_at = null
     where id = $1 and status <> 'received'`,
    [id],
  );
  return 'requeued';
}
