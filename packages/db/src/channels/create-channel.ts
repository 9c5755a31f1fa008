import type { Channel, ChannelKind, ChannelSettings } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { toChannels } from './channel-row.js';

/** What of a channel is a secret, as {@link createSecretBox} sealed it. */
export interface SealedChannel {
  /** The address, where whoever knows it can post; `url` then shows its host alone. */
  urlEncrypted: Uint8Array<ArrayBuffer> | null;
  /** The signing secret, key, token or password. */
  secretEncrypted: Uint8Array<ArrayBuffer> | null;
}

/** Makes a channel. The first one of a workspace is told of what no other is named for. */
export async function createChannel(
  db: Db,
  channel: SealedChannel & {
    workspaceId: string;
    name: string;
    kind: ChannelKind;
    url: string;
    settings: ChannelSettings;
    personalData: boolean;
    fallbackChannelId: string | null;
  },
): Promise<Channel> {
  const isDefault = (await db.prisma.channel.count({ where: { workspaceId: channel.workspaceId } })) === 0;
  const [made] = await toChannels(db, [await db.prisma.channel.create({ data: { ...channel, isDefault } })]);
  if (made === undefined) throw new Error('a channel that was just made has no row');
  return made;
}
