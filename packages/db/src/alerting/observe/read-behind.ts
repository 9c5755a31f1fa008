import { dayMs, type Span } from '../../readings/range.js';
import type { Behind } from '../../readings/split-span.js';
import type { Transaction } from '../with-locked-rule.js';

/** Which summaries of a span are behind what is counted, and must not be read. */
export async function readBehind(
  transaction: Transaction,
  workspaceId: string,
  { from, to }: Span,
): Promise<Behind> {
  const { rows } = await transaction.query<{ minutes: number; bucket: Date }>(
    `select distinct bucket_minutes::int as minutes, bucket from unfolded_buckets
     where workspace_id = $1 and bucket >= $2 and bucket < $3`,
    [workspaceId, new Date(from.getTime() - dayMs), to],
  );
  const marked = (minutes: number) =>
    new Set(rows.filter((row) => row.minutes === minutes).map(({ bucket }) => bucket.getTime()));
  return { quarters: marked(15), hours: marked(60), shifts: marked(360), days: marked(1_440) };
}
