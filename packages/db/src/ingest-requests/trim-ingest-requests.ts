import type { Db } from '../client.js';

/** Requests kept for each feed, and as many of those that belong to none. */
export const keptPerFeed = 200;

/** Removes what is beyond the newest of one feed (a UUID), or of the requests without a feed. */
export async function trimIngestRequests(
  db: Db,
  { workspaceId, feedId }: { workspaceId: string; feedId: string | null },
): Promise<void> {
  // Two texts, since PostgreSQL uses the index for neither `is not distinct from` nor an `or`.
  const ofFeed = feedId === null ? 'feed_id is null' : 'feed_id = $2';
  await db.pool.query(
    `delete from ingest_requests where id in (
       select id from ingest_requests where workspace_id = $1 and ${ofFeed} order by at desc, id
       offset ${keptPerFeed}
     )`,
    feedId === null ? [workspaceId] : [workspaceId, feedId],
  );
}
