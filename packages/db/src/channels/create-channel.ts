import type { Channel } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { withLastDelivery } from './channel-row.js';

/** Makes a channel, with its signing secret as {@link createSecretBox} sealed it. */
export async function createChannel(
  db: Db,
  channel: {
    workspaceId: string;
    name: string;
    kind: 'webhook';
    url: string;
    secretEncrypted: Uint8Array<ArrayBuffer>;
  },
): Promise<Channel> {
  const [made] = await withLastDelivery(db, [await db.prisma.channel.create({ data: channel })]);
  if (made === undefined) throw new Error('a channel that was just made has no row');
  return made;
}
