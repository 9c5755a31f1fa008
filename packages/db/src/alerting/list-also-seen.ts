import type { Transaction } from './with-locked-rule.js';

/** An alert of another rule about the same, of which nothing is sent. */
export interface AlsoSeen {
  alertId: string;
  ruleName: string;
  because: string;
}

/** The alerts that those of a group (a UUID) tell of: how many, and the worst of them. */
export async function listAlsoSeen(
  transaction: Transaction,
  { workspaceId, groupId, limit }: { workspaceId: string; groupId: string; limit: number },
): Promise<{ count: number; items: AlsoSeen[] }> {
  const { rows } = await transaction.query<AlsoSeen & { count: number }>(
    `select count(*) over ()::int as count, id as "alertId", rule_name as "ruleName", because from alerts
     where workspace_id = $1 and inhibited_by in (select id from alerts where group_id = $2 and state = 'firing')
     order by (state = 'firing') desc, (level = 'alert') desc, started_at, id limit $3`,
    [workspaceId, groupId, limit],
  );
  return { count: rows[0]?.count ?? 0, items: rows.map(({ count: _, ...item }) => item) };
}
