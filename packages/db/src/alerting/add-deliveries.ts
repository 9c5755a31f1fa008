import { randomUUID } from 'node:crypto';
import type { AlertGroup } from './with-locked-group.js';
import type { Transaction, WatchedRule } from './with-locked-rule.js';

/** What stands among the attempts of a message that was written for a channel while it was off. */
const channelIsOff = 'Not sent: the channel is off.';

/**
 * Stores a message about a group of alerts for every channel of its rule, or where the rule names none for those that
 * are marked as default, due at once. That alerts are over also goes to whom the rule no longer tells and who still takes
 * them to fire. For a channel that is off it is kept as failed, so that it can be sent later by the same id. The ids of
 * the deliveries to enqueue. `alertId` leads in it.
 */
export async function addDeliveries(
  transaction: Transaction,
  rule: WatchedRule,
  group: AlertGroup,
  message: { alertId: string; eventType: 'alert.firing' | 'alert.resolved'; body: string; now: Date },
): Promise<string[]> {
  // Under a lock, a channel is either on, or whoever switches it on finds this message.
  const { rows } = await transaction.query<{ id: string; status: string }>(
    `with told as (
       select id, enabled from channels
       where workspace_id = $1 and (
         case when exists (select 1 from alert_rule_channels where rule_id = $2)
           then id in (select channel_id from alert_rule_channels where rule_id = $2)
         else is_default end
         or $4 = 'alert.resolved' and exists (
           select 1 from deliveries said
           where said.channel_id = channels.id and said.group_id = $7 and said.event_type = 'alert.firing'
             and said.status <> 'failed' and not exists (
               select 1 from deliveries ended
               where ended.channel_id = channels.id and ended.group_id = $7
                 and ended.event_type = 'alert.resolved' and ended.created_at > said.created_at)))
       for share
     )
     insert into deliveries (id, workspace_id, channel_id, alert_id, group_id, event_type, body, created_at, status, next_attempt_at)
     select gen_random_uuid(), $1, id, $3, $7, $4, $5, $6,
       case when enabled then 'pending' else 'failed' end, case when enabled then $6::timestamptz end
     from told
     returning id, status`,
    [rule.workspaceId, rule.id, message.alertId, message.eventType, message.body, message.now, group.id],
  );
  const unsent = rows.filter(({ status }) => status === 'failed');
  if (unsent.length > 0) {
    await transaction.query(
      `insert into delivery_attempts (id, delivery_id, at, latency_ms, response_excerpt)
       select id, delivery_id, $3, 0, $4 from unnest($1::uuid[], $2::uuid[]) as unsent (id, delivery_id)`,
      [unsent.map(() => randomUUID()), unsent.map(({ id }) => id), message.now, channelIsOff],
    );
  }
  return rows.filter(({ status }) => status === 'pending').map(({ id }) => id);
}
