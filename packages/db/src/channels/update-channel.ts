import type { Channel } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { getChannel } from './get-channel.js';

/** Changes a channel; what is left out stays. `null` if the workspace has none of this id (a UUID). */
export async function updateChannel(
  db: Db,
  {
    workspaceId,
    id,
    name,
    url,
    enabled,
    secretEncrypted,
  }: {
    workspaceId: string;
    id: string;
    name?: string | undefined;
    url?: string | undefined;
    enabled?: boolean | undefined;
    secretEncrypted?: Uint8Array<ArrayBuffer> | undefined;
  },
): Promise<Channel | null> {
  await db.prisma.channel.updateMany({
    where: { workspaceId, id },
    data: {
      ...(name === undefined ? {} : { name }),
      ...(url === undefined ? {} : { url }),
      ...(enabled === undefined ? {} : { enabled }),
      ...(secretEncrypted === undefined ? {} : { secretEncrypted }),
    },
  });
  return getChannel(db, { workspaceId, id });
}
