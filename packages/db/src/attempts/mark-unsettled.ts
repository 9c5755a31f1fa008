import type { AnalyzedEvent } from '@turnaway/contracts';
import type pg from 'pg';
import type { WaitingBatch } from '../batches/take-batch.js';
import { quarterOf } from '../folds/mark-unfolded.js';

/**
 * Says that attempts have to be made, or made anew, for the quarters of an hour that these events are in, in the
 * transaction that keeps the events.
 */
export async function markUnsettled(
  client: pg.ClientBase,
  batch: Pick<WaitingBatch, 'id' | 'workspaceId'>,
  events: readonly AnalyzedEvent[],
): Promise<void> {
  const quarters = new Set(events.map(({ event }) => quarterOf(event.occurredAt)));
  if (quarters.size === 0) return;
  await client.query({
    name: 'mark-unsettled',
    text: `insert into unsettled_quarters (workspace_id, bucket, mark)
           select $1, quarter, $2 from unnest($3::timestamptz[]) as quarters (quarter)
           on conflict (workspace_id, bucket, mark) do nothing`,
    values: [batch.workspaceId, batch.id, [...quarters]],
  });
}

export const quarterMs = 15 * 60_000;
