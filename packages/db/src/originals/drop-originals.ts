import type { Db } from '../client.js';
import { foundForSeconds } from './read-original.js';

/** So many batches have their bytes kept at the most: what is beyond is not worth looking through. */
const keptBatchesMax = 20_000;

/**
 * Drops the bytes of batches that were counted whole, once they are older than their workspace keeps them or take more
 * room together, the oldest first; and what was found in them for somebody. Bytes of batches with rejects stay, so
 * that these can be tried again.
 */
export async function dropOriginals(db: Db): Promise<number> {
  const { rowCount } = await db.pool.query(
    `with kept as (
       select b.id, b.workspace_id, b.done_at, row_number() over newest as place, sum(b.bytes) over newest as bytes
       from batch_bodies join batches b on b.id = batch_id
       where b.status = 'done' and b.rejected = 0
       window newest as (partition by b.workspace_id order by b.done_at desc, b.id)
     )
     delete from batch_bodies using kept join workspaces w on w.id = kept.workspace_id
     where batch_id = kept.id and (kept.done_at < now() - make_interval(hours => w.original_hours)
       or kept.bytes > w.original_mebibytes * 1048576::bigint or kept.place > $1)`,
    [keptBatchesMax],
  );
  await db.pool.query('delete from original_records where found_at < now() - make_interval(secs => $1)', [
    foundForSeconds,
  ]);
  return rowCount ?? 0;
}
