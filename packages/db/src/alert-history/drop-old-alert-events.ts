import type { Db } from '../client.js';

/** Whoever was away for longer reads the list of alerts. */
const keptDays = 7;

/** Drops what happened to alerts more than a week ago; how much there was. */
export async function dropOldAlertEvents(db: Db, now: Date): Promise<number> {
  const { rowCount } = await db.pool.query('delete from alert_events where at < $1', [
    new Date(now.getTime() - keptDays * 86_400_000),
  ]);
  return rowCount ?? 0;
}
