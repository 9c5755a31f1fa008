import type { Db } from '../client.js';

/** As many as one statement drops in about a second; the next run takes the rest. */
const droppedMax = 20_000;

/** Drops alerts that ended before the counts by hour begin, with what became of them; how many there were. */
export async function dropOldAlerts(db: Db, now: Date): Promise<number> {
  const { rowCount } = await db.pool.query(
    `delete from alerts where id in (
       select a.id from alerts a join workspaces w on w.id = a.workspace_id
       where a.ended_at < $1::timestamptz - make_interval(days => w.hour_rollup_days)
       order by a.ended_at limit ${droppedMax})`,
    [now],
  );
  return rowCount ?? 0;
}
