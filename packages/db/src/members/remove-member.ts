import type { Db } from '../client.js';
import { inTransaction } from '../in-transaction.js';
import { isLastOwner } from './is-last-owner.js';

/**
 * Takes a member out of a workspace; their sessions end at once. An account that belongs nowhere any more is
 * deleted. A workspace keeps an owner: the last one cannot be removed.
 */
export async function removeMember(
  db: Db,
  { workspaceId, userId }: { workspaceId: string; userId: string },
): Promise<'removed' | 'not-found' | 'last-owner'> {
  return inTransaction(db, async (client) => {
    if (await isLastOwner(client, { workspaceId, userId })) return 'last-owner';
    const { rowCount } = await client.query(
      'delete from workspace_members where workspace_id = $1 and user_id = $2',
      [workspaceId, userId],
    );
    if (rowCount === 0) return 'not-found';
    await client.query('delete from sessions where user_id = $1', [userId]);
    await client.query(
      `delete from users where id = $1
         and not exists (select from workspace_members where user_id = users.id)`,
      [userId],
    );
    return 'removed';
  });
}
