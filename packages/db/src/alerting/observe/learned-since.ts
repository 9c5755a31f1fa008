import type { SignInFilter } from '@turnaway/contracts';
import type { Transaction } from '../with-locked-rule.js';

/** When the first event that is still counted came, of all feeds or of those that the filter names. */
export async function readLearnedSince(
  transaction: Transaction,
  workspaceId: string,
  { feed }: SignInFilter,
): Promise<string | null> {
  const { rows } = await transaction.query<{ since: Date }>(
    `select bucket as since from rollup_hours
     where workspace_id = $1 and ($2::text[] is null or feed_id::text = any($2)) order by bucket limit 1`,
    [workspaceId, feed ?? null],
  );
  return rows[0]?.since.toISOString() ?? null;
}
