import type { Db } from '../client.js';

/**
 * Ends a silence (a UUID) now; one that has not begun is gone altogether, since it kept nothing quiet. False if the
 * workspace has none of this id.
 */
export async function endSilence(
  db: Db,
  { workspaceId, id, now }: { workspaceId: string; id: string; now: Date },
): Promise<boolean> {
  const { count: gone } = await db.prisma.silence.deleteMany({
    where: { workspaceId, id, startsAt: { gt: now } },
  });
  if (gone > 0) return true;
  await db.prisma.silence.updateMany({
    where: { workspaceId, id, endsAt: { gt: now } },
    data: { endsAt: now },
  });
  return (await db.prisma.silence.count({ where: { workspaceId, id } })) > 0;
}
