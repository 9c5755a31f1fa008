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

interface DeliveryRow extends Omit<PendingDelivery, 'channel'> {
  channelId: string;
  name: string;
  kind: string;
  url: string;
  urlEncrypted: Uint8Array | null;
  secretEncrypted: Uint8Array | null;
  previousSecretEncrypted: Uint8Array | null;
  previousSecretUntil: Date | null;
  settings: unknown;
  enabled: boolean;
  personalData: boolean;
}

/** Reads a delivery (a UUID) in order to try it; `null` if it is delivered, failed or gone. */
export async function getPendingDelivery(db: Db, deliveryId: string): Promise<PendingDelivery | null> {
  const { rows } = await db.pool.query<DeliveryRow>(
    `select d.id, d.workspace_id as "workspaceId", d.body, d.event_type as "eventType", d.alert_id as "alertId",
       d.group_id as "groupId", d.created_at as "createdAt", d.attempt_count as "attemptCount",
       d.next_attempt_at as "nextAttemptAt", d.slot_at as "slotAt", d.held_since as "heldSince",
       d.event_type = 'alert.firing'
         and exists (select 1 from alerts where id = d.alert_id and state = 'resolved')
         and not exists (select 1 from alerts where group_id = d.group_id and state = 'firing') as "isOutdated",
       c.id as "channelId", c.name, c.kind, c.url, c.url_encrypted as "urlEncrypted",
       c.secret_encrypted as "secretEncrypted", c.previous_secret_encrypted as "previousSecretEncrypted",
       c.previous_secret_until as "previousSecretUntil", c.settings, c.enabled, c.personal_data as "personalData"
     from deliveries d join channels c on c.id = d.channel_id
     where d.id = $1 and d.status = 'pending'`,
    [deliveryId],
  );
  const [row] = rows;
  if (row === undefined) return null;
  const {
    channelId,
    name,
    kind,
    url,
    urlEncrypted,
    secretEncrypted,
    previousSecretEncrypted,
    previousSecretUntil,
    settings,
    enabled,
    personalData,
    ...delivery
  } = row;
  return {
    ...delivery,
    channel: {
      id: channelId,
      name,
      kind: channelKindSchema.parse(kind),
      url,
      urlEncrypted,
      secretEncrypted,
      previousSecretEncrypted,
      previousSecretUntil,
      settings: channelSettingsSchema.parse(settings),
      enabled,
      personalData,
    },
  };
}
