import type { Channel } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { getChannel } from './get-channel.js';

/**
 * Gives a channel a new signing secret (sealed). The one before stays good until `previousUntil`, so that receivers
 * can learn the new one meanwhile. `null` if the workspace has no such channel (a UUID).
 */
export async function rotateChannelSecret(
  db: Db,
  {
    workspaceId,
    id,
    secretEncrypted,
    previousUntil,
  }: { workspaceId: string; id: string; secretEncrypted: Uint8Array<ArrayBuffer>; previousUntil: Date },
): Promise<Channel | null> {
  await db.pool.query(
    `update channels
        set previous_secret_encrypted = secret_encrypted, previous_secret_until = $4, secret_encrypted = $3
      where workspace_id = $1 and id = $2`,
    [workspaceId, id, secretEncrypted, previousUntil],
  );
  return getChannel(db, { workspaceId, id });
}
