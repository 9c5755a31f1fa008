import { type AlertRule, alertRuleSchema } from '@turnaway/contracts';
import type { AlertRule as RuleRow } from '../generated/client.js';

/** What to read with a rule: the channels it goes to. */
export const withChannels = { channels: { select: { channelId: true } } };

const noThreshold = {
  measure: null,
  windowMinutes: null,
  threshold: null,
  recoveryThreshold: null,
  minimumAttempts: null,
};

/** A rule's row in the form that the API answers. */
export function toAlertRule(row: RuleRow & { channels: { channelId: string }[] }): AlertRule {
  return alertRuleSchema.parse({
    id: row.id,
    name: row.name,
    kind: row.kind,
    params: row.params,
    filter: row.filter,
    ...noThreshold,
    ...(row.kind === 'threshold' && row.params !== null && typeof row.params === 'object' ? row.params : {}),
    forMinutes: row.forMinutes,
    keepFiringMinutes: row.keepFiringMinutes,
    grouping: {
      by: row.groupBy,
      waitSeconds: row.groupWaitSeconds,
      intervalSeconds: row.groupIntervalSeconds,
      repeatMinutes: row.repeatIntervalMinutes,
    },
    channelIds: row.channels.map(({ channelId }) => channelId).sort(),
    enabled: row.enabled,
    createdAt: row.createdAt.toISOString(),
    state: row.state,
    stateSince: row.stateSince?.toISOString() ?? null,
    lastValue: row.lastValue,
    lastKeys: row.lastKeys,
    lastEvaluatedAt: row.lastEvaluatedAt?.toISOString() ?? null,
    lastBecause: row.lastBecause,
  });
}
