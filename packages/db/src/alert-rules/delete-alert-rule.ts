import type { Db } from '../client.js';
import { Prisma } from '../generated/client.js';

/**
 * Takes a rule (a UUID) away, with its alerts; what was sent of them stays. Nothing is done while it is `firing`: somebody
 * was told of alerts of it, and not yet that these are over. False if the workspace has none of this id.
 */
export async function deleteAlertRule(
  db: Db,
  { workspaceId, id }: { workspaceId: string; id: string },
): Promise<boolean | 'firing'> {
  return db.prisma.$transaction(async (transaction) => {
    // Looks at the rule hold the same lock.
    await transaction.$queryRaw(
      Prisma.sql`select id from alert_rules where workspace_id = ${workspaceId} and id = ${id}::uuid for update`,
    );
    const told = { workspaceId, ruleId: id, toldAt: { not: null }, endToldAt: null };
    if ((await transaction.alert.count({ where: told, take: 1 })) > 0) return 'firing';
    const { count } = await transaction.alertRule.deleteMany({ where: { workspaceId, id } });
    return count > 0;
  });
}
