import type { Db } from '../client.js';
import { keptPerFeed } from './trim-ingest-requests.js';

const keptDays = 7;

/** Removes requests older than seven days, and those beyond the newest of their feed. Returns how many. */
export async function dropOldIngestRequests(db: Db, now: Date): Promise<number> {
  const { rowCount } = await db.pool.query(
    `delete from ingest_requests where at < $1 or id in (
       select id from (
         select id, row_number() over (partition by workspace_id, feed_id order by at desc, id) as place
           from ingest_requests
       ) placed where place > ${keptPerFeed}
     )`,
    [new Date(now.getTime() - keptDays * 86_400_000)],
  );
  return rowCount ?? 0;
}
