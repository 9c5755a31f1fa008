import type { Channel, ChannelSettings } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { Prisma } from '../generated/client.js';
import type { SealedChannel } from './create-channel.js';
import { getChannel } from './get-channel.js';
import { makeMissedDue } from './missed-messages.js';

/**
 * Changes a channel; what is left out stays. `null` if the workspace has none of this id (a UUID). What has failed is
 * forgotten where it is switched on or off, or sends elsewhere from now on. One that is switched on is told what is over
 * of that it takes to fire: `dueIds` are the deliveries to enqueue.
 */
export async function updateChannel(
  db: Db,
  {
    workspaceId,
    id,
    now,
    ...changes
  }: Partial<SealedChannel> & {
    workspaceId: string;
    id: string;
    now: Date;
    name?: string | undefined;
    url?: string | undefined;
    settings?: ChannelSettings | undefined;
    enabled?: boolean | undefined;
    isDefault?: boolean | undefined;
    personalData?: boolean | undefined;
    fallbackChannelId?: string | null | undefined;
  },
): Promise<{ channel: Channel; dueIds: string[] } | null> {
  const data = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  const beginsAnew = [changes.enabled, changes.url, changes.secretEncrypted].some(
    (part) => part !== undefined,
  );
  const dueIds = await db.prisma.$transaction(async (transaction) => {
    const { count } = await transaction.channel.updateMany({
      where: { workspaceId, id },
      data: {
        ...data,
        ...(beginsAnew ? { failingSince: null, failedAttempts: 0 } : {}),
        ...(changes.enabled === undefined ? {} : { stopped: Prisma.DbNull }),
      },
    });
    if (count === 0 || changes.enabled !== true) return [];
    return makeMissedDue(transaction, { channelId: id, which: 'endings', now });
  });
  const channel = await getChannel(db, { workspaceId, id });
  return channel === null ? null : { channel, dueIds };
}
