import type { Db } from '../client.js';

/** Groups of alerts with something to tell by now, longest due first; of one workspace, or of all. */
export async function listDueGroups(
  db: Db,
  { workspaceId, now, limit }: { workspaceId: string | null; now: Date; limit: number },
): Promise<string[]> {
  const { rows } = await db.pool.query<{ id: string }>(
    `select id from alert_groups where due_at <= $2 and ($1::text is null or workspace_id = $1)
     order by due_at limit $3`,
    [workspaceId, now, limit],
  );
  return rows.map(({ id }) => id);
}
