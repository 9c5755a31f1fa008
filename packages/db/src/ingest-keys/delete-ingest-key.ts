import type { Db } from '../client.js';

/** Takes a key (a UUID) away; false if the workspace has none of this id. */
export async function deleteIngestKey(
  db: Db,
  { workspaceId, id }: { workspaceId: string; id: string },
): Promise<boolean> {
  const { count } = await db.prisma.ingestKey.deleteMany({ where: { workspaceId, id } });
  return count > 0;
}
