import { type Role, roleSchema } from '@turnaway/contracts';
import type { Db } from '../client.js';

/** What somebody may do in a workspace; `null` for one who does not belong to it. */
export async function findRole(
  db: Db,
  { workspaceId, userId }: { workspaceId: string; userId: string },
): Promise<Role | null> {
  const { rows } = await db.pool.query<{ role: string }>(
    'select role from workspace_members where workspace_id = $1 and user_id = $2',
    [workspaceId, userId],
  );
  return rows[0] === undefined ? null : roleSchema.parse(rows[0].role);
}
