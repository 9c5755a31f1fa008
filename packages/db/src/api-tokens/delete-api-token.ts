import type { Db } from '../client.js';

/** Takes a token (a UUID) away; false if the workspace has none of this id. */
export async function deleteApiToken(
  db: Db,
  { workspaceId, id }: { workspaceId: string; id: string },
): Promise<boolean> {
  const { count } = await db.prisma.apiToken.deleteMany({ where: { workspaceId, id } });
  return count > 0;
}
