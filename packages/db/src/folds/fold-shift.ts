import type { Db } from '../client.js';
import { inTransaction } from '../in-transaction.js';
import { foldParts } from './fold-parts.js';
import { clearFolds, markUnfoldedAround, takeMarks } from './fold-span.js';
import type { Unfolded } from './list-settled.js';

const shiftMs = 6 * 3_600_000;

/** Makes the summaries of six hours anew, from those of each. Answers false if another process is at it. */
export async function foldShift(db: Db, { workspaceId, bucket }: Unfolded): Promise<boolean> {
  const span = { workspaceId, from: bucket, to: new Date(bucket.getTime() + shiftMs) };
  return inTransaction(db, async (client) => {
    if (!(await takeMarks(client, 360, span))) return false;
    await clearFolds(client, 360, span);
    await foldParts(client, 360, 60, span);
    await markUnfoldedAround(client, 1440, span);
    return true;
  });
}
