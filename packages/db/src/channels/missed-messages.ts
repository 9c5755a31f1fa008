import type { Db } from '../client.js';
import { Prisma } from '../generated/client.js';

/** What went wrong after the message had left: its receiver may have it all the same. */
const perhapsTaken = ['timeout', 'connection'];

/**
 * The latest messages of their groups of alerts that did not come through to some channels (UUIDs). `is_ending`: it says
 * that alerts are over of which the channel was told, as far as can be known, that they fire. That alerts fire which are
 * over by now is nothing to be told any more.
 */
const missedOf = (channelIds: string[]) => Prisma.sql`
  select missed.id, missed.channel_id, missed.created_at,
    missed.event_type = 'alert.resolved' and coalesce((
      select said.event_type = 'alert.firing' from deliveries said
      where said.channel_id = missed.channel_id and said.group_id = missed.group_id and (said.status = 'delivered'
        or said.event_type = 'alert.firing' and exists (
          select 1 from delivery_attempts where delivery_id = said.id and error = any(${perhapsTaken})))
      order by said.created_at desc limit 1), false) as is_ending
  from deliveries missed
  where missed.channel_id = any(${channelIds}::uuid[]) and missed.status = 'failed' and missed.group_id is not null
    and not exists (
      select 1 from deliveries later where later.group_id = missed.group_id
        and later.channel_id = missed.channel_id and later.created_at > missed.created_at)
    and (missed.event_type = 'alert.resolved' or exists (
      select 1 from alerts where group_id = missed.group_id and state = 'firing'))`;

/** How much channels missed, by their ids. */
export async function countMissed(
  db: Db,
  channelIds: string[],
): Promise<Map<string, { messages: number; endings: number }>> {
  const rows = await db.prisma.$queryRaw<{ channel_id: string; messages: number; endings: number }[]>(
    Prisma.sql`select channel_id, count(*)::int as messages, (count(*) filter (where is_ending))::int as endings
      from (${missedOf(channelIds)}) as missed group by channel_id`,
  );
  return new Map(rows.map(({ channel_id, messages, endings }) => [channel_id, { messages, endings }]));
}

/**
 * Makes what a channel missed due again, with all its tries and by the same ids: the latest message of each group of
 * alerts, or of `endings` alone those that end what it was told fires. The ids to enqueue, the oldest message first.
 */
export async function makeMissedDue(
  transaction: Prisma.TransactionClient,
  { channelId, which, now }: { channelId: string; which: 'all' | 'endings'; now: Date },
): Promise<string[]> {
  const rows = await transaction.$queryRaw<{ id: string }[]>(
    Prisma.sql`with chosen as (
        select id from (${missedOf([channelId])}) as missed where is_ending or ${which === 'all'}
      ), due as (
        update deliveries set status = 'pending', attempt_count = 0, next_attempt_at = ${now}::timestamptz,
          slot_at = null, held_since = null
        from chosen where deliveries.id = chosen.id and status = 'failed' returning deliveries.id, created_at
      )
      select id from due order by created_at, id`,
  );
  return rows.map(({ id }) => id);
}
