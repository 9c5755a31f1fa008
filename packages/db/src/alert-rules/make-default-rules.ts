import { defaultAlertRules, defaultGrouping } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { ruleColumns } from './save-alert-rule.js';

/**
 * Makes the rules that an install begins with, once: one that is deleted later does not come back. They name no channel,
 * so that they show in the product and tell the channels that are marked as default.
 */
export async function makeDefaultRules(db: Db, workspaceId: string, now: Date): Promise<void> {
  await db.prisma.$transaction(async (transaction) => {
    const { count } = await transaction.workspace.updateMany({
      where: { id: workspaceId, defaultRulesMadeAt: null },
      data: { defaultRulesMadeAt: now },
    });
    if (count === 0) return;
    await transaction.alertRule.createMany({
      data: defaultAlertRules.map(({ name, kind, params, lifecycle }, place) => ({
        workspaceId,
        ...ruleColumns({
          name,
          ...lifecycle,
          kind,
          params,
          filter: {},
          grouping: defaultGrouping(kind),
          enabled: true,
        }),
        defaultKey: name,
        // Lists show the newest first: so these stand in their own order.
        createdAt: new Date(now.getTime() - place),
      })),
    });
  });
}
