import type { Channel } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { toChannels } from './channel-row.js';

/** One channel, or `null` if the workspace has none of this id (a UUID). */
export async function getChannel(
  db: Db,
  { workspaceId, id }: { workspaceId: string; id: string },
): Promise<Channel | null> {
  const [channel] = await toChannels(db, await db.prisma.channel.findMany({ where: { workspaceId, id } }));
  return channel ?? null;
}
