import type { Db } from '../client.js';

/** Takes a channel (a UUID) away, with its deliveries; false if the workspace has none of this id. */
export async function deleteChannel(
  db: Db,
  { workspaceId, id }: { workspaceId: string; id: string },
): Promise<boolean> {
  const { count } = await db.prisma.channel.deleteMany({ where: { workspaceId, id } });
  return count > 0;
}
