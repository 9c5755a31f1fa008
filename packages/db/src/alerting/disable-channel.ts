import type { Db } from '../client.js';

/** Turns a channel (a UUID) off, if it still has the address that asked for it. */
export async function disableChannel(
  db: Db,
  { id, url, urlEncrypted }: { id: string; url: string; urlEncrypted: Uint8Array | null },
): Promise<void> {
  await db.pool.query(
    'update channels set enabled = false where id = $1 and url = $2 and url_encrypted is not distinct from $3',
    [id, url, urlEncrypted],
  );
}
