import type { Batch, Page } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { decodeCursor, encodeCursor } from '../keyset-cursor.js';
import { type BatchRow, batchColumns, toBatch } from './batch-row.js';

/** Batches, newest first. `troubled` keeps those with rejects and those that failed. */
export async function listBatches(
  db: Db,
  query: {
    workspaceId: string;
    feed?: string | undefined;
    status?: Batch['status'] | undefined;
    troubled?: boolean | undefined;
    cursor?: string | undefined;
    limit: number;
  },
): Promise<Page<Batch>> {
  const after = decodeCursor(query.cursor);
  const conditions = `b.workspace_id = $1
    and ($2::text is null or b.feed_id::text = $2)
    and ($3::text is null or b.status = $3)
    and (not $4 or b.rejected > 0 or b.status = 'failed')`;
  const values = [query.workspaceId, query.feed ?? null, query.status ?? null, query.troubled === true];
  const [page, count] = await Promise.all([
    db.pool.query<BatchRow>(
      `select ${batchColumns} from batches b join feeds f on f.id = b.feed_id
       where ${conditions} and ($5::timestamptz is null or (b.received_at, b.id::text) < ($5, $6::text))
       order by b.received_at desc, b.id::text desc limit $7`,
      [...values, after?.at ?? null, after?.id ?? null, query.limit + 1],
    ),
    db.pool.query<{ total: string }>(`select count(*) as total from batches b where ${conditions}`, values),
  ]);
  const items = page.rows.slice(0, query.limit).map(toBatch);
  const last = page.rows.length > query.limit ? items.at(-1) : undefined;
  return {
    items,
    nextCursor: last === undefined ? null : encodeCursor({ at: last.receivedAt, id: last.id }),
    total: Number(count.rows[0]?.total ?? 0),
  };
}
