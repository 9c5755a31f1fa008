import type pg from 'pg';
import type { WaitingBatch } from '../batches/take-batch.js';

/**
 * Says that the quarters of an hour around these minutes (ISO 8601) have more events than their summaries, in the
 * transaction that adds the events. Folding a quarter marks its hour, and folding an hour its day.
 */
export async function markUnfolded(
  client: pg.ClientBase,
  batch: Pick<WaitingBatch, 'id' | 'workspaceId'>,
  minutes: Iterable<string>,
): Promise<void> {
  const distinct = [...new Set([...minutes].map(quarterOf))];
  if (distinct.length === 0) return;
  await client.query({
    name: 'mark-unfolded',
    // A batch whose rejects are tried again has its mark there already, unless that was folded meanwhile.
    text: `insert into unfolded_buckets (workspace_id, bucket_minutes, bucket, mark)
           select $1, 15, quarter, $2 from unnest($3::timestamptz[]) as quarters (quarter)
           on conflict do nothing`,
    values: [batch.workspaceId, batch.id, distinct],
  });
}

/** The start of the quarter of an hour that a time is in, both ISO 8601. */
export function quarterOf(minute: string): string {
  const quarter = Math.floor(Number(minute.slice(14, 16)) / 15) * 15;
  return `${minute.slice(0, 14)}${String(quarter).padStart(2, '0')}:00.000Z`;
}
