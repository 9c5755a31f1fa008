import type { Db } from '../client.js';

/**
 * Drops groups that nothing is counted of any more, with their history: those last seen before the counts by hour
 * begin. What people decided about them goes too. Returns how many groups went.
 */
export async function dropOldGroups(db: Db, now: Date): Promise<number> {
  const { rowCount } = await db.pool.query(
    `with gone as (
       delete from error_groups g using workspaces w
       where w.id = g.workspace_id and g.last_seen_at < $1::timestamptz - make_interval(days => w.hour_rollup_days)
       returning g.workspace_id, g.error_code, g.app
     ), forgotten as (
       delete from error_group_history h using gone
       where h.workspace_id = gone.workspace_id and h.error_code = gone.error_code and h.app = gone.app
     ) select from gone`,
    [now],
  );
  return rowCount ?? 0;
}
