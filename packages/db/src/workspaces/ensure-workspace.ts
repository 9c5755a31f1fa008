import type { Db } from '../client.js';

/** Makes the workspace if it is not there yet; one that is there stays as it is. */
export async function ensureWorkspace(db: Db, workspace: { id: string; name: string }): Promise<void> {
  await db.pool.query('insert into workspaces (id, name) values ($1, $2) on conflict (id) do nothing', [
    workspace.id,
    workspace.name,
  ]);
}
