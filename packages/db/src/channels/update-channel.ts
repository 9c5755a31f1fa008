import type { Channel, ChannelSettings } from '@turnaway/contracts';
import type { Db } from '../client.js';
import type { SealedChannel } from './create-channel.js';
import { getChannel } from './get-channel.js';

/** Changes a channel; what is left out stays. `null` if the workspace has none of this id (a UUID). */
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
  },
): Promise<Channel | null> {
  const data = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  await db.prisma.channel.updateMany({ where: { workspaceId, id }, data });
  return getChannel(db, { workspaceId, id });
}
