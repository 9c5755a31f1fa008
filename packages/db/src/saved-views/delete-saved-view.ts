import type { Db } from '../client.js';

/** Deletes a view (its id a UUID). */
export async function deleteSavedView(
  db: Db,
  { workspaceId, id }: { workspaceId: string; id: string },
): Promise<void> {
  await db.prisma.savedView.deleteMany({ where: { workspaceId, id } });
}
