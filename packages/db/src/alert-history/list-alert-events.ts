import { type AlertEvent, alertEventSchema } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { toAlert } from './alert-row.js';

/** A place in the events of a workspace, as text that clients hand back. */
export type AlertEventCursor = string;
const cursorForm = /^(\d{1,18})-(\d{1,18})$/;

/** The place after all that has happened so far. */
export async function lastAlertEventCursor(db: Db): Promise<AlertEventCursor> {
  const { rows } = await db.pool.query<{ next: string }>(
    'select pg_snapshot_xmin(pg_current_snapshot())::text as next',
  );
  return `${BigInt(rows[0]?.next ?? 1) - 1n}-${'9'.repeat(18)}`;
}

/**
 * What happened to the alerts of a workspace after a place, oldest first, at most `limit`. An event is given out once
 * all transactions that began before its own are over, so none can appear before a place that was handed out. A
 * cursor that is none, or that this database never gave (it was restored), begins with the oldest event kept.
 */
export async function listAlertEvents(
  db: Db,
  { workspaceId, after, limit }: { workspaceId: string; after: AlertEventCursor; limit: number },
): Promise<AlertEvent[]> {
  const [, transaction = '0', seq = '0'] = cursorForm.exec(after) ?? [];
  const { rows } = await db.pool.query<{
    id: string;
    type: string;
    at: Date;
    alert_id: string;
  }>(
    `select transaction || '-' || seq as id, type, at, alert_id
       from alert_events
      where workspace_id = $1
        and (transaction, seq) > (
          case when $2::bigint < pg_snapshot_xmax(pg_current_snapshot())::text::bigint then $2::bigint else 0 end,
          $3::bigint
        )
        and transaction < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
      order by transaction, seq
      limit $4`,
    [workspaceId, transaction, seq, limit],
  );
  const alerts = await db.prisma.alert.findMany({ where: { id: { in: rows.map((row) => row.alert_id) } } });
  const byId = new Map(alerts.map((alert) => [alert.id, toAlert(alert)]));
  // An alert that went away in between, with its rule, has nothing more to tell.
  return rows.flatMap(({ id, type, at, alert_id }) => {
    const alert = byId.get(alert_id);
    return alert === undefined ? [] : [alertEventSchema.parse({ id, type, at: at.toISOString(), alert })];
  });
}
