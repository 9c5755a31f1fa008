import type { Db } from '../client.js';
import { hasEnded, isNews, speaks } from './count-groups.js';
import type { DueGroup } from './list-due-groups.js';

/** What stands among the attempts of a message that was written for a channel while it was off. */
const channelIsOff = 'Not sent: the channel is off.';

/** A message about a group of alerts, to be brought to whom its rule tells. */
export interface GroupMessage {
  workspaceId: string;
  ruleId: string;
  group: Pick<DueGroup, 'id' | 'version'>;
  /** The alert that leads in it. */
  alertId: string;
  eventType: 'alert.firing' | 'alert.resolved';
  body: string;
  now: Date;
  /** When the group is to be looked at again if nothing new comes; `null`: never. */
  nextDueAt: Date | null;
}

/**
 * Stores a message about a group of alerts for every channel of its rule, or where the rule names none for those that
 * are marked as default, due at once; and notes that all in it that fires, and all that has ended, has been told, to how
 * many channels. Where there are none it is recorded all the same, and is not told again. That alerts are over also goes
 * to whom the rule no longer tells and who still takes them to fire. For a channel that is off it is kept as failed, so
 * that it can be sent later by the same id.
 *
 * One statement, and so one transaction that holds the group's lock. The ids of the deliveries to enqueue; `null`, and
 * nothing is stored, if the group or its leading alert has changed since it was read, or somebody else has it.
 */
export async function saveMessage(
  { pool }: Pick<Db, 'pool'>,
  message: GroupMessage,
): Promise<string[] | null> {
  const { workspaceId, ruleId, group, alertId, eventType, body, now, nextDueAt } = message;
  const { rows } = await pool.query<{ held: boolean; pending: string[] }>(
    // Under a lock, a channel is either on, or whoever switches it on finds this message.
    `with held as (
       select id from alert_groups where id = $1 and xmin::text = $2
         and exists (select 1 from alerts where id = $5 and ((${speaks}) or (${hasEnded})))
       for update skip locked
     ), heard as (
       select id, enabled from channels
       where workspace_id = $3 and exists (select 1 from held) and (
         case when exists (select 1 from alert_rule_channels where rule_id = $4)
           then id in (select channel_id from alert_rule_channels where rule_id = $4)
         else is_default end
         or $6 = 'alert.resolved' and exists (
           select 1 from deliveries said
           where said.channel_id = channels.id and said.group_id = $1 and said.event_type = 'alert.firing'
             and said.status <> 'failed' and not exists (
               select 1 from deliveries ended
               where ended.channel_id = channels.id and ended.group_id = $1
                 and ended.event_type = 'alert.resolved' and ended.created_at > said.created_at)))
       for share
     ), written as (
       insert into deliveries (id, workspace_id, channel_id, alert_id, group_id, event_type, body, created_at, status, next_attempt_at)
       select gen_random_uuid(), $3, id, $5, $1, $6, $7, $8,
         case when enabled then 'pending' else 'failed' end, case when enabled then $8::timestamptz end
       from heard
       returning id, status
     ), unsent as (
       insert into delivery_attempts (id, delivery_id, at, latency_ms, response_excerpt)
       select gen_random_uuid(), id, $8, 0, $10 from written where status = 'failed'
     ), told as (
       update alerts set told_at = coalesce(told_at, $8), told_level = level
       where group_id in (select id from held) and ${isNews} returning id
     ), over as (
       update alerts set end_told_at = $8 where group_id in (select id from held) and ${hasEnded} returning id
     ), noted as (
       select case count(*) when 0 then 'To nobody: its rule tells no channel that is on.'
         when 1 then 'To one channel.' else 'To ' || count(*) || ' channels.' end as note
       from written where status = 'pending'
     ), history as (
       insert into alert_changes (id, alert_id, at, what, note)
       select gen_random_uuid(), id, $8, 'told', note from told, noted
       union all select gen_random_uuid(), id, $8, 'told-over', note from over, noted
     ), scheduled as (
       update alert_groups set told_at = $8, due_at = $9 where id in (select id from held)
     )
     select exists (select 1 from held) as held,
       array(select id::text from written where status = 'pending') as pending`,
    [group.id, group.version, workspaceId, ruleId, alertId, eventType, body, now, nextDueAt, channelIsOff],
  );
  const [saved] = rows;
  return saved?.held === true ? saved.pending : null;
}
