import type pg from 'pg';

/** Whether a workspace has no other owner; it stays so until the transaction ends, as its owners are locked. */
export async function isLastOwner(
  client: pg.ClientBase,
  { workspaceId, userId }: { workspaceId: string; userId: string },
): Promise<boolean> {
  const { rows } = await client.query<{ userId: string }>(
    `select user_id as "userId" from workspace_members
      where workspace_id = $1 and role = 'owner' order by user_id for update`,
    [workspaceId],
  );
  return rows.length === 1 && rows[0]?.userId === userId;
}
