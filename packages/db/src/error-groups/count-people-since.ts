import type { Db } from '../client.js';

/**
 * How many people a group has hit after a time, as far as sign-ins are kept; stops counting at `max`. Read from the
 * index by code alone.
 */
export async function countPeopleSince(
  db: Db,
  group: { workspaceId: string; errorCode: string; app: string; since: Date; max: number },
): Promise<number> {
  const { rows } = await db.pool.query<{ people: number }>(
    `select count(*)::int as people from (
       select distinct user_key from sign_ins
       where workspace_id = $1 and error_code = $2 and app = $3 and occurred_at > $4 and user_key is not null
       limit $5) hit`,
    [group.workspaceId, group.errorCode, group.app, group.since, group.max],
  );
  return rows[0]?.people ?? 0;
}
