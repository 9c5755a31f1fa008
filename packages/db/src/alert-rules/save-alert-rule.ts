import type { AlertKind, AlertRule, AlertRuleInput } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { toAlertRule, withChannels } from './alert-rule-row.js';

/**
 * Makes a rule, or with an `id` (a UUID) changes the one of that id; the state of watching it stays. Channel ids
 * are UUIDs; `unknown-channel` if one of them is not the workspace's, `null` if there is no rule of that id.
 */
export async function saveAlertRule(
  db: Db,
  { workspaceId, id, rule }: { workspaceId: string; id: string | null; rule: AlertRuleInput },
): Promise<AlertRule | 'unknown-channel' | null> {
  const { channelIds } = rule;
  const fields = ruleColumns(rule);
  const wanted = [...new Set(channelIds)];
  return db.prisma.$transaction(async (transaction) => {
    const known = await transaction.channel.count({ where: { workspaceId, id: { in: wanted } } });
    if (known < wanted.length) return 'unknown-channel';
    if (id !== null && (await transaction.alertRule.count({ where: { workspaceId, id } })) === 0) return null;
    const channels = { create: wanted.map((channelId) => ({ channelId })) };
    const row =
      id === null
        ? await transaction.alertRule.create({
            data: { workspaceId, ...fields, channels },
            include: withChannels,
          })
        : await transaction.alertRule.update({
            where: { id },
            data: { ...fields, channels: { deleteMany: {}, ...channels } },
            include: withChannels,
          });
    return toAlertRule(row);
  });
}

/** A rule as its row has it. */
export function ruleColumns(
  rule: Omit<AlertRuleInput, 'channelIds' | 'kind' | 'params'> & { kind: AlertKind; params: object },
) {
  return {
    name: rule.name,
    kind: rule.kind,
    params: rule.params,
    filter: rule.filter,
    forMinutes: rule.forMinutes,
    keepFiringMinutes: rule.keepFiringMinutes,
    groupBy: rule.grouping.by,
    groupWaitSeconds: rule.grouping.waitSeconds,
    groupIntervalSeconds: rule.grouping.intervalSeconds,
    repeatIntervalMinutes: rule.grouping.repeatMinutes,
    enabled: rule.enabled,
  };
}
