import type { Db } from '../client.js';

/** Rules of one workspace that are looked at, at the most. */
const rulesMax = 1_000;

/**
 * Ids of the rules to look at: those that are enabled, and those that were disabled while they fired, so that
 * their alerts can end.
 */
export async function listWatchedRules(db: Db, workspaceId: string): Promise<string[]> {
  const { rows } = await db.pool.query<{ id: string }>(
    `select id from alert_rules where workspace_id = $1 and (enabled or state <> 'ok')
     order by created_at, id limit $2`,
    [workspaceId, rulesMax],
  );
  return rows.map(({ id }) => id);
}
