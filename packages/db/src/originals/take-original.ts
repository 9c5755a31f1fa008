import type { OriginalRecord } from '@turnaway/contracts';
import type { Db } from '../client.js';

/** Takes the record that a worker has found for a sign-in; `null` while it has not. */
export async function takeOriginal(
  db: Db,
  { workspaceId, signInId }: { workspaceId: string; signInId: string },
): Promise<OriginalRecord | null> {
  const { rows } = await db.pool.query<OriginalRecord>(
    `delete from original_records where workspace_id = $1 and event_key = $2
     returning record, masked, is_cut as "isCut"`,
    [workspaceId, signInId],
  );
  return rows[0] ?? null;
}
