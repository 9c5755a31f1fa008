import type { AlertWebhook, Delivery } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { toDelivery, withAttempts } from './delivery-row.js';

/**
 * Stores a test message to a channel (a UUID), due at once. `null` if the workspace has no such channel. The
 * caller enqueues it.
 */
export async function createTestDelivery(
  db: Db,
  { workspaceId, channelId, now }: { workspaceId: string; channelId: string; now: Date },
): Promise<Delivery | null> {
  const channel = await db.prisma.channel.findFirst({ where: { workspaceId, id: channelId } });
  if (channel === null) return null;
  const message: AlertWebhook = {
    type: 'webhook.test',
    timestamp: now.toISOString(),
    data: { message: 'A test of this channel. Alerts will arrive like this one.', channel: channel.name },
  };
  const row = await db.prisma.delivery.create({
    data: {
      workspaceId,
      channelId,
      eventType: message.type,
      body: JSON.stringify(message),
      nextAttemptAt: now,
    },
    include: withAttempts,
  });
  return toDelivery(row);
}
