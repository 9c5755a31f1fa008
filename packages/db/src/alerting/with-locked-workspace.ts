import type { Db } from '../client.js';
import { inTransaction } from '../in-transaction.js';
import type { Transaction } from './with-locked-rule.js';

/** Runs `work` in one transaction, while no other worker does the same for the workspace. */
export async function withLockedWorkspace<Result>(
  db: Db,
  workspaceId: string,
  work: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  return inTransaction(db, async (transaction) => {
    await transaction.query('select 1 from workspaces where id = $1 for no key update', [workspaceId]);
    return work(transaction);
  });
}
