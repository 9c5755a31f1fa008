import type { Db } from '../client.js';

/** Takes an invitation (a UUID) back; false if the workspace has none of this id. */
export async function deleteInvitation(
  db: Db,
  { workspaceId, id }: { workspaceId: string; id: string },
): Promise<boolean> {
  const { count } = await db.prisma.invitation.deleteMany({ where: { workspaceId, id } });
  return count > 0;
}
