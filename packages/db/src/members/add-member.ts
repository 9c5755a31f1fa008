import type { Role } from '@turnaway/contracts';
import type { Db } from '../client.js';

/** Makes an account a member of a workspace; one that is a member stays as it is. */
export async function addMember(
  db: Db,
  { workspaceId, userId, role }: { workspaceId: string; userId: string; role: Role },
): Promise<void> {
  await db.pool.query(
    `insert into workspace_members (workspace_id, user_id, role) values ($1, $2, $3)
     on conflict (workspace_id, user_id) do nothing`,
    [workspaceId, userId, role],
  );
}
