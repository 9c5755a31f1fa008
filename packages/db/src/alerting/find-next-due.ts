import type { Db } from '../client.js';

/** When the next group of alerts of a workspace is due, if that is before a time; else `null`. */
export async function findNextDue(db: Db, workspaceId: string, before: Date): Promise<Date | null> {
  const { rows } = await db.pool.query<{ due_at: Date | null }>(
    'select min(due_at) as due_at from alert_groups where workspace_id = $1 and due_at < $2',
    [workspaceId, before],
  );
  return rows[0]?.due_at ?? null;
}
