import type { Db } from '../client.js';

/** Turns a channel (a UUID) off, if it still has the address that asked for it. */
export async function disableChannel(
  db: Db,
  { channelId, url }: { channelId: string; url: string },
): Promise<void> {
  await db.pool.query('update channels set enabled = false where id = $1 and url = $2', [channelId, url]);
}
