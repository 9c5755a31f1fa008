import type { Db } from '../client.js';
import { inTransaction } from '../in-transaction.js';
import { foldKeys } from './fold-keys.js';
import { foldParts } from './fold-parts.js';
import { clearFolds, takeMarks } from './fold-span.js';
import { foldSubjects } from './fold-subjects.js';
import type { Unfolded } from './list-settled.js';

const dayMs = 86_400_000;

/** Makes the summaries of one day (UTC) anew, from those of its parts. Answers false if another process is at it. */
export async function foldDay(db: Db, { workspaceId, bucket }: Unfolded): Promise<boolean> {
  const span = { workspaceId, from: bucket, to: new Date(bucket.getTime() + dayMs) };
  const values = [workspaceId, span.from, span.to];
  return inTransaction(db, async (client) => {
    if (!(await takeMarks(client, 1440, span))) return false;
    await clearFolds(client, 1440, span);
    await foldParts(client, 1440, 360, span);
    await client.query('delete from rollup_days where workspace_id = $1 and bucket = $2', values.slice(0, 2));
    await client.query(
      `insert into rollup_days (workspace_id, bucket, error_code, app, feed_id, interactive, events)
       select workspace_id, $2::timestamptz, error_code, app, feed_id, interactive, sum(events) from rollup_hours
       where workspace_id = $1 and bucket >= $2::timestamptz and bucket < $3 group by 1, 3, 4, 5, 6`,
      values,
    );
    await foldKeys(client, 1440, span);
    await foldSubjects(client, 1440, span);
    return true;
  });
}
