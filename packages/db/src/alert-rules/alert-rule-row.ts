import { type AlertRule, alertRuleSchema } from '@turnaway/contracts';
import type { AlertRule as RuleRow } from '../generated/client.js';

/** What to read with a rule: the channels it goes to. */
export const withChannels = { channels: { select: { channelId: true } } };

/** A rule's row in the form that the API answers. */
export function toAlertRule(row: RuleRow & { channels: { channelId: string }[] }): AlertRule {
  return alertRuleSchema.parse({
    id: row.id,
    name: row.name,
    filter: row.filter,
    measure: row.measure,
    windowMinutes: row.windowMinutes,
    threshold: row.threshold,
    recoveryThreshold: row.recoveryThreshold,
    minimumAttempts: row.minimumAttempts,
    channelIds: row.channels.map(({ channelId }) => channelId).sort(),
    enabled: row.enabled,
    createdAt: row.createdAt.toISOString(),
    state: row.state,
    stateSince: row.stateSince?.toISOString() ?? null,
    lastValue: row.lastValue,
    lastEvaluatedAt: row.lastEvaluatedAt?.toISOString() ?? null,
    lastBecause: row.lastBecause,
  });
}
