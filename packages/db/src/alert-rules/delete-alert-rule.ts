import type { Db } from '../client.js';

/** Takes a rule (a UUID) away, with its alerts; false if the workspace has none of this id. */
export async function deleteAlertRule(
  db: Db,
  { workspaceId, id }: { workspaceId: string; id: string },
): Promise<boolean> {
  const { count } = await db.prisma.alertRule.deleteMany({ where: { workspaceId, id } });
  return count > 0;
}
