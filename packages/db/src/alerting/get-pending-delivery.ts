import {
  type ChannelKind,
  type ChannelSettings,
  channelKindSchema,
  channelSettingsSchema,
} from '@turnaway/contracts';
import type { Db } from '../client.js';

/** A channel with its secrets as they are sealed. */
export interface SealedTarget {
  id: string;
  name: string;
  kind: ChannelKind;
  /** The address, unless it is a secret itself. */
  url: string;
  urlEncrypted: Uint8Array | null;
  secretEncrypted: Uint8Array | null;
  previousSecretEncrypted: Uint8Array | null;
  previousSecretUntil: Date | null;
  settings: ChannelSettings;
  enabled: boolean;
  /** Names of people and addresses may be told there. */
  personalData: boolean;
}

/** A message that is still to be brought to its channel. */
export interface PendingDelivery {
  id: string;
  workspaceId: string;
  /** The message, the same at every attempt; the channel's kind decides how it is written. */
  body: string;
  eventType: string;
  /** The alert that leads in it, and the group of alerts that it is about; `null` for a test message. */
  alertId: string | null;
  groupId: string | null;
  createdAt: Date;
  /** How often it has been tried. */
  attemptCount: number;
  nextAttemptAt: Date | null;
  /** When its host has a turn for it, if it was given one. */
  slotAt: Date | null;
  /** Since when it waits for a host that is down. */
  heldSince: Date | null;
  /** It says that alerts fire, and all of them are over: a message that says so was queued, if it was to be sent. */
  isOutdated: boolean;
  channel: SealedTarget;
}

/** Reads a delivery (a UUID) in order to try it; `null` if it is delivered, failed or gone. */
export async function getPendingDelivery(db: Db, deliveryId: string): Promise<PendingDelivery | null> {
  const row = await db.prisma.delivery.findFirst({
    where: { id: deliveryId, status: 'pending' },
    include: { channel: true, alert: { select: { state: true } } },
  });
  if (row === null) return null;
  const stillFiring =
    row.groupId === null
      ? null
      : await db.prisma.alert.findFirst({
          where: { groupId: row.groupId, state: 'firing' },
          select: { id: true },
        });
  return {
    id: row.id,
    workspaceId: row.workspaceId,
    body: row.body,
    eventType: row.eventType,
    alertId: row.alertId,
    groupId: row.groupId,
    createdAt: row.createdAt,
    attemptCount: row.attemptCount,
    nextAttemptAt: row.nextAttemptAt,
    slotAt: row.slotAt,
    heldSince: row.heldSince,
    isOutdated: row.eventType === 'alert.firing' && row.alert?.state === 'resolved' && stillFiring === null,
    channel: {
      id: row.channel.id,
      name: row.channel.name,
      kind: channelKindSchema.parse(row.channel.kind),
      url: row.channel.url,
      urlEncrypted: row.channel.urlEncrypted,
      secretEncrypted: row.channel.secretEncrypted,
      previousSecretEncrypted: row.channel.previousSecretEncrypted,
      previousSecretUntil: row.channel.previousSecretUntil,
      settings: channelSettingsSchema.parse(row.channel.settings),
      enabled: row.channel.enabled,
      personalData: row.channel.personalData,
    },
  };
}
