import type { Db } from '../client.js';

/** A message that is still to be brought to its channel. */
export interface PendingDelivery {
  id: string;
  /** The exact text to sign and send. */
  body: string;
  eventType: string;
  /** How often it has been tried. */
  attemptCount: number;
  nextAttemptAt: Date | null;
  /** It says that an alert fires, and that alert is over: a message that says so was queued, if it was to be sent. */
  isOutdated: boolean;
  channel: { id: string; url: string; enabled: boolean; secretEncrypted: Uint8Array };
}

/** Reads a delivery (a UUID) in order to try it; `null` if it is delivered, failed or gone. */
export async function getPendingDelivery(db: Db, deliveryId: string): Promise<PendingDelivery | null> {
  const row = await db.prisma.delivery.findFirst({
    where: { id: deliveryId, status: 'pending' },
    include: { channel: true, alert: { select: { state: true } } },
  });
  if (row === null) return null;
  return {
    id: row.id,
    body: row.body,
    eventType: row.eventType,
    attemptCount: row.attemptCount,
    nextAttemptAt: row.nextAttemptAt,
    isOutdated: row.eventType === 'alert.firing' && row.alert?.state === 'resolved',
    channel: {
      id: row.channel.id,
      url: row.channel.url,
      enabled: row.channel.enabled,
      secretEncrypted: row.channel.secretEncrypted,
    },
  };
}
