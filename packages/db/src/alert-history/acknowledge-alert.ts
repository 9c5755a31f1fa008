import type { Alert } from '@turnaway/contracts';
import { addChanges } from '../alerting/add-changes.js';
import type { Db } from '../client.js';
import { inTransaction } from '../in-transaction.js';
import { getAlert } from './get-alert.js';

/**
 * Notes that somebody has a firing alert (a UUID) in hand; the first who says so stands. `workspaceId` is `null` for
 * who comes by a signed link. `null` if there is no such alert, `over` if it has ended.
 */
export async function acknowledgeAlert(
  db: Db,
  { workspaceId, id, by, now }: { workspaceId: string | null; id: string; by: string; now: Date },
): Promise<Alert | 'over' | null> {
  const row = await inTransaction(db, async (client) => {
    const { rows } = await client.query<AlertStanding>(
      `select workspace_id, state, acknowledged_at from alerts
       where id = $1 and ($2::text is null or workspace_id = $2) for update`,
      [id, workspaceId],
    );
    const [alert] = rows;
    if (alert === undefined || alert.state !== 'firing' || alert.acknowledged_at !== null)
      return alert ?? null;
    await client.query('update alerts set acknowledged_at = $2, acknowledged_by = $3 where id = $1', [
      id,
      now,
      by,
    ]);
    await addChanges(client, [{ alertId: id, at: now, what: 'acknowledged', by }]);
    return alert;
  });
  if (row === null) return null;
  return row.state === 'firing' ? getAlert(db, { workspaceId: row.workspace_id, id }) : 'over';
}

interface AlertStanding {
  workspace_id: string;
  state: string;
  acknowledged_at: Date | null;
}
