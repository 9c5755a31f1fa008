import type { BatchFailure } from '@turnaway/contracts';
import type { Db } from '../client.js';

/** Ends a batch that cannot be read as a whole. Its bytes are kept, so that it can be tried again. */
export async function failBatch(
  db: Db,
  batchId: string,
  failure: BatchFailure,
  detail: string,
): Promise<void> {
  await db.pool.query(
    `update batches set status = 'failed', failure = $2, failure_detail = $3, done_at = now()
     where id = $1 and status = 'received'`,
    [batchId, failure, detail],
  );
}
