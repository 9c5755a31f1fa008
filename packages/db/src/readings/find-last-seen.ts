import type { Db } from '../client.js';

/**
 * When each error code was last seen, within all that is kept: to the millisecond from sign-ins; of a code whose
 * sign-ins are not kept, the start of its newest hour. A code never seen is not in the map.
 */
export async function findLastSeen(
  db: Db,
  workspaceId: string,
  errorCodes: string[],
): Promise<Map<string, Date>> {
  const { rows } = await db.pool.query<{ error_code: string; last_seen_at: Date }>({
    // There are as many plans to compare as there are days: made once for a connection.
    name: 'find-last-seen',
    text: `select error_code, last_seen_at from (
       select codes.error_code, coalesce(
         (select s.occurred_at from sign_ins s
          where s.workspace_id = $1 and s.error_code = codes.error_code order by s.occurred_at desc limit 1),
         (select h.bucket from rollup_hours h
          where h.workspace_id = $1 and h.error_code = codes.error_code order by h.bucket desc limit 1)
       ) as last_seen_at
       from unnest($2::text[]) as codes (error_code)
     ) seen where last_seen_at is not null`,
    values: [workspaceId, errorCodes],
  });
  return new Map(rows.map((row) => [row.error_code, row.last_seen_at]));
}
