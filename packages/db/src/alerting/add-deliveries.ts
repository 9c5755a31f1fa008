import type { Transaction, WatchedRule } from './with-locked-rule.js';

/**
 * Stores a message for every enabled channel of a rule, due at once, and returns the ids of the deliveries to
 * enqueue. A channel that has this message already is left out.
 */
export async function addDeliveries(
  transaction: Transaction,
  rule: WatchedRule,
  message: { alertId: string; eventType: 'alert.firing' | 'alert.resolved'; body: string; now: Date },
): Promise<string[]> {
  const { rows } = await transaction.query<{ id: string }>(
    `insert into deliveries (id, workspace_id, channel_id, alert_id, event_type, body, created_at, next_attempt_at)
     select gen_random_uuid(), $1, channels.id, $3, $4, $5, $6, $6
     from alert_rule_channels
     join channels on channels.id = alert_rule_channels.channel_id
     where alert_rule_channels.rule_id = $2 and channels.workspace_id = $1 and channels.enabled
     on conflict (alert_id, channel_id, event_type) do nothing
     returning id`,
    [rule.workspaceId, rule.id, message.alertId, message.eventType, message.body, message.now],
  );
  return rows.map(({ id }) => id);
}
