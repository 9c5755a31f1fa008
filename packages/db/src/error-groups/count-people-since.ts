import type { Db } from '../client.js';

/** A group, and the time (exclusive) from which on its people are counted. */
export interface PeopleAsked {
  errorCode: string;
  app: string;
  since: Date;
}

/**
 * How many people each of some groups has hit after a time, in the order of the groups, as far as sign-ins are kept;
 * stops counting at `max`. Read from the index by code alone.
 */
export async function countPeopleSince(
  db: Db,
  { workspaceId, groups, max }: { workspaceId: string; groups: readonly PeopleAsked[]; max: number },
): Promise<number[]> {
  const { rows } = await db.pool.query<{ people: number }>(
    `select people
     from unnest($2::text[], $3::text[], $4::timestamptz[]) with ordinality as asked (error_code, app, since, place)
     cross join lateral (
       select count(*)::int as people from (
         select distinct user_key from sign_ins
         where workspace_id = $1 and error_code = asked.error_code and app = asked.app
           and occurred_at > asked.since and user_key is not null
         limit $5) hit
     ) counted order by place`,
    [
      workspaceId,
      groups.map(({ errorCode }) => errorCode),
      groups.map(({ app }) => app),
      groups.map(({ since }) => since),
      max,
    ],
  );
  return rows.map(({ people }) => people);
}
