import type { Db } from '../client.js';

/** The events of some groups in each hour of a stretch of time that has any, in the order of the groups. */
export async function readHours(
  db: Db,
  {
    workspaceId,
    groups,
    from,
    to,
  }: { workspaceId: string; groups: readonly { errorCode: string; app: string }[]; from: Date; to: Date },
): Promise<number[][]> {
  const { rows } = await db.pool.query<{ hours: number[] }>(
    `select coalesce(hours, '{}') as hours
     from unnest($2::text[], $3::text[]) with ordinality as asked (error_code, app, place)
     cross join lateral (
       select array_agg(events) as hours from (
         select sum(r.events)::int as events from rollup_hours r
         where r.workspace_id = $1 and r.app = asked.app and r.error_code = asked.error_code
           and r.bucket >= $4 and r.bucket < $5
         group by r.bucket) counted
     ) read order by place`,
    [workspaceId, groups.map(({ errorCode }) => errorCode), groups.map(({ app }) => app), from, to],
  );
  return rows.map(({ hours }) => hours);
}
