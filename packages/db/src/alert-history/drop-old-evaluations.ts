import type { Db } from '../client.js';

const keptDays = 7;

/** Drops looks at rules that are older than a week; how many there were. */
export async function dropOldEvaluations(db: Db, now: Date): Promise<number> {
  const { rowCount } = await db.pool.query('delete from alert_evaluations where at < $1', [
    new Date(now.getTime() - keptDays * 86_400_000),
  ]);
  return rowCount ?? 0;
}
