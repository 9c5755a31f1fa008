import type { AlertGroup } from './with-locked-group.js';
import type { Transaction, WatchedRule } from './with-locked-rule.js';

/**
 * Stores a message about a group of alerts for every enabled channel of its rule, or where the rule names none for
 * those that are marked as default, due at once. The ids of the deliveries to enqueue. `alertId` leads in it.
 */
export async function addDeliveries(
  transaction: Transaction,
  rule: WatchedRule,
  group: AlertGroup,
  message: { alertId: string; eventType: 'alert.firing' | 'alert.resolved'; body: string; now: Date },
): Promise<string[]> {
  const { rows } = await transaction.query<{ id: string }>(
    `insert into deliveries (id, workspace_id, channel_id, alert_id, group_id, event_type, body, created_at, next_attempt_at)
     select gen_random_uuid(), $1, channels.id, $3, $7, $4, $5, $6, $6
     from channels
     where channels.workspace_id = $1 and channels.enabled and case
       when exists (select 1 from alert_rule_channels where rule_id = $2)
         then channels.id in (select channel_id from alert_rule_channels where rule_id = $2)
       else channels.is_default end
     returning id`,
    [rule.workspaceId, rule.id, message.alertId, message.eventType, message.body, message.now, group.id],
  );
  return rows.map(({ id }) => id);
}
