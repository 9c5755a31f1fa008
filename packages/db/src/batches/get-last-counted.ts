import type { Batch } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { type BatchRow, batchColumns, toBatch } from './batch-row.js';

/** The newest of a feed's batches of the last hour that was counted, or failed; `null` if there is none. */
export async function getLastCounted(
  db: Db,
  { workspaceId, feedId }: { workspaceId: string; feedId: string },
): Promise<Batch | null> {
  const { rows } = await db.pool.query<BatchRow>(
    `select ${batchColumns} from batches b join feeds f on f.id = b.feed_id
     where b.workspace_id = $1 and b.feed_id = $2 and b.status <> 'received'
       and b.received_at > now() - interval '1 hour'
     order by b.received_at desc limit 1`,
    [workspaceId, feedId],
  );
  return rows[0] === undefined ? null : toBatch(rows[0]);
}
