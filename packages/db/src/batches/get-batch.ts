import type { Batch } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { type BatchRow, batchColumns, toBatch } from './batch-row.js';

/** One batch and what became of it; `null` if this workspace has none of that id. */
export async function getBatch(
  db: Db,
  { workspaceId, id }: { workspaceId: string; id: string },
): Promise<Batch | null> {
  const { rows } = await db.pool.query<BatchRow>(
    `select ${batchColumns} from batches b join feeds f on f.id = b.feed_id
     where b.workspace_id = $1 and b.id = $2`,
    [workspaceId, id],
  );
  return rows[0] === undefined ? null : toBatch(rows[0]);
}
