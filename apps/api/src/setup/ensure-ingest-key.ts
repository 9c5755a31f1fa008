import type { Db } from '@turnaway/db';
import { createFeed } from '@turnaway/db/feeds/create-feed';
import { listFeeds } from '@turnaway/db/feeds/list-feeds';
import { createIngestKey } from '@turnaway/db/ingest-keys/create-ingest-key';
import { findIngestKey } from '@turnaway/db/ingest-keys/find-ingest-key';
import { forStorage } from '../auth/secret-text.js';

const firstFeedName = 'default';

/** Makes the given key known, on the feed `default`, which is made if it is not there. */
export async function ensureIngestKey(db: Db, { workspaceId, key }: { workspaceId: string; key: string }) {
  const stored = forStorage(key);
  if ((await findIngestKey(db, stored)) !== null) return;
  const feedId = await findOrMakeFeed(db, workspaceId);
  await createIngestKey(db, { workspaceId, feedId, name: 'from TURNAWAY_INGEST_KEY', ...stored });
}

async function findOrMakeFeed(db: Db, workspaceId: string): Promise<string> {
  const made = await createFeed(db, { workspaceId, name: firstFeedName, systemHint: null });
  if (made !== 'name-taken') return made.id;
  let cursor: string | undefined;
  do {
    const page = await listFeeds(db, { workspaceId, cursor, limit: 200 });
    const feed = page.items.find(({ name }) => name === firstFeedName);
    if (feed !== undefined) return feed.id;
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  throw new Error(`the feed "${firstFeedName}" is there and cannot be found`);
}
