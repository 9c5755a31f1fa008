import type { IngestKey } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { toIngestKey } from './ingest-key-row.js';

/** Stores a key's SHA-256 and start for a feed (a UUID); `unknown-feed` if the workspace has none of this id. */
export async function createIngestKey(
  db: Db,
  key: { workspaceId: string; feedId: string; name: string; hash: Uint8Array; preview: string },
): Promise<IngestKey | 'unknown-feed'> {
  const feed = await db.prisma.feed.findFirst({ where: { id: key.feedId, workspaceId: key.workspaceId } });
  if (feed === null) return 'unknown-feed';
  return toIngestKey(await db.prisma.ingestKey.create({ data: { ...key, hash: new Uint8Array(key.hash) } }));
}
