import type { OriginalRecord } from '@turnaway/contracts';
import type { Db } from '../client.js';

/** How long a record that was found can be read, by all who ask for it: long enough for whoever waits. */
export const foundForSeconds = 60;

/** Reads the record that a worker has found for a sign-in within the last minute; `null` while it has not. */
export async function readOriginal(
  db: Db,
  { workspaceId, signInId }: { workspaceId: string; signInId: string },
): Promise<OriginalRecord | null> {
  const { rows } = await db.pool.query<OriginalRecord>(
    `select record, masked, is_cut as "isCut" from original_records
     where workspace_id = $1 and event_key = $2 and found_at > now() - make_interval(secs => $3)`,
    [workspaceId, signInId, foundForSeconds],
  );
  return rows[0] ?? null;
}
