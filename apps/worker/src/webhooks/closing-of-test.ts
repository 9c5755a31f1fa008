import { randomUUID } from 'node:crypto';
import { type AlertWebhook, alertWebhookSchema, channelKinds } from '@turnaway/contracts';
import type { FollowingMessage } from '@turnaway/db/alerting/finish-attempt';
import type { PendingDelivery } from '@turnaway/db/alerting/get-pending-delivery';

/** Incident tools answer before they have opened one; and whoever tests may see it open. */
const openMs = 5_000;

/** What closes the incident that a test has opened, so that nobody has to; `null` where nothing was opened. */
export function closingOfTest(
  { id, eventType, body, channel }: Pick<PendingDelivery, 'id' | 'eventType' | 'body' | 'channel'>,
  now: Date,
): FollowingMessage | null {
  if (eventType !== 'webhook.test' || channelKinds[channel.kind].opensIncidents !== true) return null;
  const message: AlertWebhook = {
    type: 'webhook.test.resolved',
    timestamp: now.toISOString(),
    data: {
      message: 'The test has arrived, and is over. Alerts are closed like this when they end.',
      channel: channel.name,
      test: { deliveryId: id, startedAt: alertWebhookSchema.parse(JSON.parse(body)).timestamp },
    },
  };
  const dueAt = new Date(now.getTime() + openMs);
  return { id: randomUUID(), eventType: message.type, body: JSON.stringify(message), dueAt };
}
