import type { Db } from '../client.js';

/** An alert of another rule about the same, of which nothing is sent. */
export interface AlsoSeen {
  alertId: string;
  ruleName: string;
  because: string;
}

/** The alerts that those of groups (UUIDs) tell of: how many, and the worst of them; a group without any is left out. */
export async function listAlsoSeen(
  { pool }: Pick<Db, 'pool'>,
  { workspaceId, groupIds, limit }: { workspaceId: string; groupIds: readonly string[]; limit: number },
): Promise<Map<string, { count: number; items: AlsoSeen[] }>> {
  const { rows } = await pool.query<AlsoSeen & { groupId: string; count: number }>(
    `select "groupId", count, "alertId", "ruleName", because from (
       select teller.group_id as "groupId", count(*) over (partition by teller.group_id)::int as count,
         row_number() over (
           partition by teller.group_id
           order by (seen.state = 'firing') desc, (seen.level = 'alert') desc, seen.started_at, seen.id) as place,
         seen.id as "alertId", seen.rule_name as "ruleName", seen.because
       from alerts teller join alerts seen on seen.workspace_id = $1 and seen.inhibited_by = teller.id
       where teller.group_id = any($2::uuid[]) and teller.state = 'firing'
     ) seen where place <= $3 order by "groupId", place`,
    [workspaceId, groupIds, limit],
  );
  const byGroup = new Map<string, { count: number; items: AlsoSeen[] }>();
  for (const { groupId, count, ...item } of rows) {
    byGroup.set(groupId, { count, items: [...(byGroup.get(groupId)?.items ?? []), item] });
  }
  return byGroup;
}
