import type { Db } from '../client.js';

/** Deletes a mark (its id a UUID); false if the workspace has none of this id. */
export async function deleteMark(
  db: Db,
  { workspaceId, id }: { workspaceId: string; id: string },
): Promise<boolean> {
  const { count } = await db.prisma.mark.deleteMany({ where: { workspaceId, id } });
  return count > 0;
}
