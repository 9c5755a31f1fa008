import type { Db } from '../client.js';
import { quarterMs } from './mark-unsettled.js';

/** Quarters of an hour, one after the other, whose attempts are to be made. */
export interface Unsettled {
  workspaceId: string;
  /** Starts of the first quarter and of the last. */
  first: Date;
  last: Date;
}

/** Quarters that are settled in one go: so many events are held in memory. */
const runMax = 4;

/**
 * What is due, newest first: quarters in which the last prompt has had its 10 minutes (and one more, for the log to
 * arrive), and whose events have stopped coming for 20 seconds or have waited for five minutes.
 */
export async function listUnsettled(db: Db, now: Date, limit: number): Promise<Unsettled[]> {
  const { rows } = await db.pool.query<{ workspace_id: string; bucket: Date }>(
    `select workspace_id, bucket from unsettled_quarters
     where bucket <= $1::timestamptz - interval '26 minutes'
     group by workspace_id, bucket
     having max(marked_at) < $1::timestamptz - interval '20 seconds'
       or min(marked_at) < $1::timestamptz - interval '5 minutes'
     order by bucket desc, workspace_id limit $2`,
    [now, limit],
  );
  const runs: Unsettled[] = [];
  for (const { workspace_id: workspaceId, bucket } of rows) {
    const run = runs.find(
      (known) =>
        known.workspaceId === workspaceId &&
        known.first.getTime() - bucket.getTime() === quarterMs &&
        known.last.getTime() - bucket.getTime() < runMax * quarterMs,
    );
    if (run === undefined) runs.push({ workspaceId, first: bucket, last: bucket });
    else run.first = bucket;
  }
  return runs;
}
