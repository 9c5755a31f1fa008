import type { OriginalRecord } from '@turnaway/contracts';
import type { Db } from '../client.js';

/** Puts a record where whoever asked for it takes it from. */
export async function saveOriginal(
  db: Db,
  {
    workspaceId,
    signInId,
    record,
    masked,
    isCut,
  }: OriginalRecord & { workspaceId: string; signInId: string },
): Promise<void> {
  await db.pool.query(
    `insert into original_records (workspace_id, event_key, record, masked, is_cut) values ($1, $2, $3, $4, $5)
     on conflict (workspace_id, event_key) do update
       set record = excluded.record, masked = excluded.masked, is_cut = excluded.is_cut, found_at = now()`,
    [workspaceId, signInId, record, masked, isCut],
  );
}
