import type { Db } from '../client.js';

/** How many alerts of a group are in which state, as far as telling them goes. */
export interface GroupCounts {
  /** Firing, neither silenced nor muted, and told by no other alert. */
  firing: number;
  /** Of these: not told yet, or told when it was less bad. */
  news: number;
  /** Of these: told, and nobody has said that they have it in hand. */
  unattended: number;
  /** Over, and told that it fires but not that it is over. */
  ended: number;
}

/** Counts the alerts of groups (UUIDs) that there may be something to tell of; a group without any is left out. */
export async function countGroups(
  { pool }: Pick<Db, 'pool'>,
  groupIds: readonly string[],
): Promise<Map<string, GroupCounts>> {
  const { rows } = await pool.query<GroupCounts & { groupId: string }>(
    `select group_id as "groupId", count(*) filter (where ${speaks})::int as firing,
       count(*) filter (where ${isNews})::int as news,
       count(*) filter (where ${speaks} and acknowledged_at is null)::int as unattended,
       count(*) filter (where ${hasEnded})::int as ended
     from alerts where group_id = any($1::uuid[]) and (state = 'firing' or (${hasEnded}))
     group by group_id`,
    [groupIds],
  );
  return new Map(rows.map(({ groupId, ...counts }) => [groupId, counts]));
}

export const speaks = `state = 'firing' and silenced_by is null and muted_at is null and inhibited_by is null`;
export const isNews = `${speaks} and (told_level is null or (told_level = 'warn' and level = 'alert'))`;
export const hasEnded = `state = 'resolved' and told_at is not null and end_told_at is null`;
