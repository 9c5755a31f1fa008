import type { ErrorGroupState } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { inTransaction } from '../in-transaction.js';
import { insertEntries } from './insert-entries.js';

/**
 * Moves a group to the state that it has come to by itself, and writes down why. False, and nothing is done, if it is no
 * longer in the state that was judged: somebody decided otherwise meanwhile, or another worker was first.
 */
export async function moveGroup(
  db: Db,
  group: {
    workspaceId: string;
    errorCode: string;
    app: string;
    from: { state: ErrorGroupState; since: Date };
    to: ErrorGroupState;
    because: string;
    now: Date;
  },
): Promise<boolean> {
  return inTransaction(db, async (client) => {
    const { rowCount } = await client.query(
      `update error_groups set state = $6, state_since = $7, decided_at = null, decided_by = null,
         ignore_until = null, ignore_count = null, ignore_time = null, ignore_events = null
       where workspace_id = $1 and error_code = $2 and app = $3 and state = $4 and state_since = $5`,
      [
        group.workspaceId,
        group.errorCode,
        group.app,
        group.from.state,
        group.from.since,
        group.to,
        group.now,
      ],
    );
    if (rowCount === 0) return false;
    await insertEntries(client, [
      {
        workspaceId: group.workspaceId,
        errorCode: group.errorCode,
        app: group.app,
        at: group.now,
        what: 'state',
        by: null,
        from: group.from.state,
        to: group.to,
        text: group.because,
      },
    ]);
    return true;
  });
}
