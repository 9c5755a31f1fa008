import type { Db } from '../client.js';
import { Prisma } from '../generated/client.js';
import { inTransaction } from '../in-transaction.js';
import { foldCounts } from './fold-counts.js';
import { foldKeys } from './fold-keys.js';
import { foldPeople } from './fold-people.js';
import { clearFolds, markUnfoldedAround, takeMarks } from './fold-span.js';
import { foldSubjects } from './fold-subjects.js';
import type { Unfolded } from './list-settled.js';

const hourMs = 3_600_000;

/** Makes the summaries of one hour anew. Answers false if another process is at it. */
export async function foldHour(db: Db, { workspaceId, bucket }: Unfolded): Promise<boolean> {
  const span = { workspaceId, from: bucket, to: new Date(bucket.getTime() + hourMs) };
  return inTransaction(db, async (client) => {
    // First the marks, then the events: what is committed between them is folded, and stays marked.
    if (!(await takeMarks(client, 60, span))) return false;
    await clearFolds(client, 60, span);
    await foldCounts(client, 60, Prisma.sql`rollup_hours`, span);
    await foldPeople(client, 60, span);
    await foldKeys(client, 60, span);
    await foldSubjects(client, 60, span);
    await markUnfoldedAround(client, 360, span);
    return true;
  });
}
