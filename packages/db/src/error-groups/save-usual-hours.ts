import type { Db } from '../client.js';

/** Keeps how many events a busy hour of some groups has; `null` for those that are not known for long enough. */
export async function saveUsualHours(
  db: Db,
  {
    workspaceId,
    now,
    groups,
  }: {
    workspaceId: string;
    now: Date;
    groups: readonly { errorCode: string; app: string; usualHour: number | null }[];
  },
): Promise<void> {
  await db.pool.query(
    `update error_groups g set usual_hour = read.usual_hour, usual_at = $2
     from unnest($3::text[], $4::text[], $5::float8[]) as read (error_code, app, usual_hour)
     where g.workspace_id = $1 and g.error_code = read.error_code and g.app = read.app`,
    [
      workspaceId,
      now,
      groups.map(({ errorCode }) => errorCode),
      groups.map(({ app }) => app),
      groups.map(({ usualHour }) => usualHour),
    ],
  );
}
