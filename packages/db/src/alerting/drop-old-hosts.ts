import type { Db } from '../client.js';

/** What was learned of a host says nothing of it any more. */
const keptDays = 7;

/** Forgets hosts that nothing was sent to for a week; how many. */
export async function dropOldHosts(db: Db, now: Date): Promise<number> {
  const { rowCount } = await db.pool.query('delete from receiver_hosts where updated_at < $1', [
    new Date(now.getTime() - keptDays * 86_400_000),
  ]);
  return rowCount ?? 0;
}
