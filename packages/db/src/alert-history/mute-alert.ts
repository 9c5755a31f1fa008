import type { Alert } from '@turnaway/contracts';
import { addChanges } from '../alerting/add-changes.js';
import type { Db } from '../client.js';
import { inTransaction } from '../in-transaction.js';
import { getAlert } from './get-alert.js';

/**
 * Keeps a firing alert (a UUID) quiet until it gets worse than it is now, or lets it be told again. `null` if the
 * workspace has no such alert, `over` if it has ended.
 */
export async function muteAlert(
  db: Db,
  {
    workspaceId,
    id,
    by,
    muted,
    now,
  }: { workspaceId: string; id: string; by: string; muted: boolean; now: Date },
): Promise<Alert | 'over' | null> {
  const state = await inTransaction(db, async (client) => {
    const { rows } = await client.query<{ rule_id: string; key: string; state: string; muted: boolean }>(
      `select a.rule_id, a.key, a.state, a.muted_at is not null as muted from alerts a
       join alert_rules r on r.id = a.rule_id where a.id = $1 and a.workspace_id = $2 for update of r, a`,
      [id, workspaceId],
    );
    const [alert] = rows;
    if (alert === undefined || alert.state !== 'firing' || alert.muted === muted) return alert?.state ?? null;
    await client.query(`update alerts set muted_at = $2, muted_by = $3 where id = $1`, [
      id,
      muted ? now : null,
      muted ? by : null,
    ]);
    // The next look holds what it sees against the value of now.
    await client.query(
      `update alert_states set state = jsonb_set(state, '{mutedValue}',
         case when $3 then state->'value' else 'null'::jsonb end) where rule_id = $1 and key = $2`,
      [alert.rule_id, alert.key, muted],
    );
    await addChanges(client, [{ alertId: id, at: now, what: muted ? 'muted' : 'unmuted', by }]);
    return alert.state;
  });
  if (state === null) return null;
  return state === 'firing' ? getAlert(db, { workspaceId, id }) : 'over';
}
