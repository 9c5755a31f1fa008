import type { Db } from '../client.js';

/** Ids of all workspaces; there are few. */
export async function listWorkspaceIds(db: Db): Promise<string[]> {
  const { rows } = await db.pool.query<{ id: string }>('select id from workspaces order by id limit 1000');
  return rows.map((row) => row.id);
}
