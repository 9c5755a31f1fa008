import type { SignInFilter } from '@turnaway/contracts';
import { readLearnedSince } from '../observe/learned-since.js';
import type { Transaction } from '../with-locked-rule.js';

/** From when on something is kept; `null` where nothing is. */
export interface Kept {
  /** Anything that is counted. */
  learnedSince: Date | null;
  /** Who got in, where and when. */
  successesSince: Date | null;
  /** Refused sign-ins one by one, and requests with what they brought. */
  signInsSince: Date;
}

/** How far back the looks of a rule could have seen what they look at. */
export async function findKept(
  transaction: Transaction,
  { workspaceId, filter, now }: { workspaceId: string; filter: SignInFilter; now: Date },
): Promise<Kept> {
  const { rows } = await transaction.query<{ successes_since: Date | null; sign_ins_since: Date }>(
    `select (select min(occurred_at) from successes where workspace_id = $1) as successes_since,
       $2::timestamptz - make_interval(days => sign_in_days) as sign_ins_since
     from workspaces where id = $1`,
    [workspaceId, now],
  );
  const [row] = rows;
  if (row === undefined) throw new Error('expected the workspace');
  const learnedSince = await readLearnedSince(transaction, workspaceId, filter);
  return {
    learnedSince: learnedSince === null ? null : new Date(learnedSince),
    successesSince: row.successes_since,
    signInsSince: row.sign_ins_since,
  };
}
