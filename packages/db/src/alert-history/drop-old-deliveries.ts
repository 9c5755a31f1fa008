import type { Db } from '../client.js';

const keptDays = 30;
/** As many as one statement drops in about a second; the next run takes the rest. */
const droppedMax = 20_000;

/**
 * Drops messages that were brought or given up, and their attempts, 30 days after they were written; how many there were. Those
 * of alerts that still fire stay: by them it is known who has to hear of the end.
 */
export async function dropOldDeliveries(db: Db, now: Date): Promise<number> {
  const { rowCount } = await db.pool.query(
    `delete from deliveries where id in (
       select d.id from deliveries d
       where d.status <> 'pending' and d.created_at < $1
         and not exists (select from alerts a where a.group_id = d.group_id and a.ended_at is null)
       order by d.created_at limit ${droppedMax})`,
    [new Date(now.getTime() - keptDays * 86_400_000)],
  );
  return rowCount ?? 0;
}
