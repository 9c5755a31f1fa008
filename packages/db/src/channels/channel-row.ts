import { type Channel, channelSchema } from '@turnaway/contracts';
import type { Db } from '../client.js';
import type { Channel as ChannelRow } from '../generated/client.js';
import { findPausedHosts } from './find-paused-hosts.js';
import { countMissed } from './missed-messages.js';

/** Joins channels to their last delivery, to what they missed and to their hosts, in the form that the API answers: without their secrets. */
export async function toChannels(db: Db, rows: ChannelRow[]): Promise<Channel[]> {
  const { rows: deliveries } = await db.pool.query<{ id: string; created_at: Date; status: string }>(
    `select channel.id, last.created_at, last.status
       from unnest($1::uuid[]) as channel (id),
            lateral (select created_at, status from deliveries where channel_id = channel.id
                      order by created_at desc limit 1) as last`,
    [rows.map(({ id }) => id)],
  );
  const hosts = await findPausedHosts(db, [...new Set(rows.map(({ url }) => hostOf(url)))], new Date());
  const missed = await countMissed(
    db,
    rows.map(({ id }) => id),
  );
  const byChannel = new Map(deliveries.map((delivery) => [delivery.id, delivery]));
  return rows.map((row) => {
    const last = byChannel.get(row.id);
    return channelSchema.parse({
      id: row.id,
      name: row.name,
      kind: row.kind,
      url: row.url,
      settings: row.settings,
      enabled: row.enabled,
      isDefault: row.isDefault,
      personalData: row.personalData,
      createdAt: row.createdAt.toISOString(),
      lastDeliveryAt: last?.created_at.toISOString() ?? null,
      lastDeliveryStatus: last?.status ?? null,
      previousSecretUntil: row.previousSecretUntil?.toISOString() ?? null,
      stopped: row.stopped,
      fallbackChannelId: row.fallbackChannelId,
      pausedHost: hosts.get(hostOf(row.url)) ?? null,
      missed: missed.get(row.id) ?? { messages: 0, endings: 0 },
    });
  });
}

/** What a channel shows of its address has its host in it, even where the address is a secret. */
function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : '';
}
