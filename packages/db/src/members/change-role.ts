import type { Role } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { inTransaction } from '../in-transaction.js';
import { isLastOwner } from './is-last-owner.js';

/** Gives a member another role. A workspace keeps an owner: the last one cannot become less. */
export async function changeRole(
  db: Db,
  { workspaceId, userId, role }: { workspaceId: string; userId: string; role: Role },
): Promise<'changed' | 'not-found' | 'last-owner'> {
  return inTransaction(db, async (client) => {
    if (role !== 'owner' && (await isLastOwner(client, { workspaceId, userId }))) return 'last-owner';
    const { rowCount } = await client.query(
      'update workspace_members set role = $3 where workspace_id = $1 and user_id = $2',
      [workspaceId, userId, role],
    );
    return rowCount === 0 ? 'not-found' : 'changed';
  });
}
