import type { Channel, ChannelSettings } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { Prisma } from '../generated/client.js';
import type { SealedChannel } from './create-channel.js';
import { getChannel } from './get-channel.js';

/**
 * Changes a channel; what is left out stays. `null` if the workspace has none of this id (a UUID). What has failed is
 * forgotten where it is switched on or off, or sends elsewhere from now on.
 */
export async function updateChannel(
  db: Db,
  {
    workspaceId,
    id,
    ...changes
  }: Partial<SealedChannel> & {
    workspaceId: string;
    id: string;
    name?: string | undefined;
    url?: string | undefined;
    settings?: ChannelSettings | undefined;
    enabled?: boolean | undefined;
    isDefault?: boolean | undefined;
    personalData?: boolean | undefined;
    fallbackChannelId?: string | null | undefined;
  },
): Promise<Channel | null> {
  const data = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  const beginsAnew = [changes.enabled, changes.url, changes.secretEncrypted].some(
    (part) => part !== undefined,
  );
  await db.prisma.channel.updateMany({
    where: { workspaceId, id },
    data: {
      ...data,
      ...(beginsAnew ? { failingSince: null, failedAttempts: 0 } : {}),
      ...(changes.enabled === undefined ? {} : { stopped: Prisma.DbNull }),
    },
  });
  return getChannel(db, { workspaceId, id });
}
