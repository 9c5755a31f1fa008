import { type Page, type RejectRow, rejectReasonSchema } from '@turnaway/contracts';
import type { Db } from '../client.js';

/** The records of a batch that were not counted, in their order; the cursor is the last index shown. */
export async function listRejects(
  db: Db,
  query: { workspaceId: string; batchId: string; cursor?: string | undefined; limit: number },
): Promise<Page<RejectRow>> {
  const after = Number.parseInt(query.cursor ?? '', 10);
  const [page, count] = await Promise.all([
    db.pool.query<{ index: number; reason: string; detail: string; excerpt: string }>(
      `select index, reason, detail, excerpt from rejects
       where workspace_id = $1 and batch_id = $2 and index > $3 order by index limit $4`,
      [query.workspaceId, query.batchId, Number.isNaN(after) ? -1 : after, query.limit + 1],
    ),
    db.pool.query<{ total: string }>(
      'select count(*) as total from rejects where workspace_id = $1 and batch_id = $2',
      [query.workspaceId, query.batchId],
    ),
  ]);
  const items = page.rows
    .slice(0, query.limit)
    .map((row) => ({ ...row, reason: rejectReasonSchema.parse(row.reason) }));
  return {
    items,
    nextCursor: page.rows.length > query.limit ? String(items.at(-1)?.index) : null,
    total: Number(count.rows[0]?.total ?? 0),
  };
}
