import type { Db } from '../client.js';
import { Prisma } from '../generated/client.js';
import { inTransaction } from '../in-transaction.js';
import { foldCountries } from './fold-countries.js';
import { foldCounts } from './fold-counts.js';
import { foldKeys } from './fold-keys.js';
import { foldPeople } from './fold-people.js';
import { clearFolds, markUnfoldedAround, takeMarks } from './fold-span.js';
import { foldSubjects } from './fold-subjects.js';
import type { Unfolded } from './list-settled.js';

const quarterMs = 15 * 60_000;

/** Makes the summaries of one quarter of an hour anew. Answers false if another process is at it. */
export async function foldQuarter(db: Db, { workspaceId, bucket }: Unfolded): Promise<boolean> {
  const span = { workspaceId, from: bucket, to: new Date(bucket.getTime() + quarterMs) };
  return inTransaction(db, async (client) => {
    if (!(await takeMarks(client, 15, span))) return false;
    await clearFolds(client, 15, span);
    await foldCounts(client, 15, Prisma.sql`rollup_minutes`, span);
    await foldPeople(client, 15, span);
    await foldKeys(client, 15, span);
    await foldSubjects(client, 15, span);
    await foldCountries(client, span);
    await markUnfoldedAround(client, 60, span);
    return true;
  });
}
