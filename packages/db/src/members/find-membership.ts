import { type Disclosure, privacySchema, type Role, roleSchema } from '@turnaway/contracts';
import type { Db } from '../client.js';

/** What somebody may do in a workspace and how people are shown to them; `null` for one who does not belong to it. */
export async function findMembership(
  db: Db,
  { workspaceId, userId }: { workspaceId: string; userId: string },
): Promise<{ role: Role; people: Disclosure } | null> {
  const { rows } = await db.pool.query<{ role: string; privacy: unknown }>(
    `select m.role, w.privacy from workspace_members m join workspaces w on w.id = m.workspace_id
      where m.workspace_id = $1 and m.user_id = $2`,
    [workspaceId, userId],
  );
  if (rows[0] === undefined) return null;
  const role = roleSchema.parse(rows[0].role);
  return { role, people: privacySchema.parse(rows[0].privacy)[role] };
}
