import type { Alert } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { getAlert } from './get-alert.js';

/**
 * Notes that somebody has a firing alert (a UUID) in hand; the first who says so stands. `workspaceId` is `null` for
 * who comes by a signed link. `null` if there is no such alert, `over` if it has ended.
 */
export async function acknowledgeAlert(
  db: Db,
  { workspaceId, id, by, now }: { workspaceId: string | null; id: string; by: string; now: Date },
): Promise<Alert | 'over' | null> {
  const { rows } = await db.pool.query<{ workspace_id: string; state: string }>(
    `update alerts
        set acknowledged_at = case when state = 'firing' then coalesce(acknowledged_at, $3) else acknowledged_at end,
            acknowledged_by = case when state = 'firing' then coalesce(acknowledged_by, $4) else acknowledged_by end
      where id = $1 and ($2::text is null or workspace_id = $2)
      returning workspace_id, state`,
    [id, workspaceId, now, by],
  );
  const [row] = rows;
  if (row === undefined) return null;
  return row.state === 'firing' ? getAlert(db, { workspaceId: row.workspace_id, id }) : 'over';
}
