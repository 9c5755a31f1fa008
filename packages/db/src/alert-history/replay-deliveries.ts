import { type ReplayInput, replayedMax } from '@turnaway/contracts';
import type { Db } from '../client.js';

/**
 * Makes the newest messages to a channel (a UUID) that were written within a time due again, with all their tries and
 * by the same ids; and where a later one about the same alerts exists, the latest, so that the receiver does not end with
 * what no longer holds. Those still under way stay as they are. Gives the ids to enqueue, the oldest message first;
 * `disabled` if the channel is turned off, `null` if the workspace has no such channel.
 */
export async function replayDeliveries(
  db: Db,
  { workspaceId, channelId, from, to, status, now }: ReplayInput & { workspaceId: string; now: Date },
): Promise<string[] | 'disabled' | null> {
  const channel = await db.prisma.channel.findFirst({ where: { workspaceId, id: channelId } });
  if (channel === null) return null;
  if (!channel.enabled) return 'disabled';
  const { rows } = await db.pool.query<{ id: string }>(
    `with within as (
       select id, group_id from deliveries
       where workspace_id = $1 and channel_id = $2 and created_at >= $3 and created_at < $4
         and status <> 'pending' and ($5::text is null or status = $5)
       order by created_at desc, id limit $6
     ), chosen as (
       select id from within
       union
       select latest.id from (select distinct group_id from within where group_id is not null) as told,
         lateral (select id, status from deliveries where channel_id = $2 and group_id = told.group_id
                   order by created_at desc limit 1) as latest
       where latest.status <> 'pending'
     ), due as (
       update deliveries set status = 'pending', attempt_count = 0, next_attempt_at = $7, slot_at = null, held_since = null
       from chosen where deliveries.id = chosen.id and status <> 'pending' returning deliveries.id, created_at
     )
     select id from due order by created_at, id`,
    [workspaceId, channelId, from, to, status ?? null, replayedMax, now],
  );
  return rows.map(({ id }) => id);
}
