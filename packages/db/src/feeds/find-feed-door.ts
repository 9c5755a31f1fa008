import type { Db } from '../client.js';

/** Whether a feed (a UUID) takes logs; `null` if the workspace has none of this id. */
export async function findFeedDoor(
  db: Db,
  { workspaceId, id }: { workspaceId: string; id: string },
): Promise<{ enabled: boolean } | null> {
  const { rows } = await db.pool.query<{ enabled: boolean }>(
    'select enabled from feeds where workspace_id = $1 and id = $2',
    [workspaceId, id],
  );
  return rows[0] ?? null;
}
