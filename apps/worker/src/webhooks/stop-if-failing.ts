import type { AlertWebhook, ChannelStop } from '@turnaway/contracts';
import type { PendingDelivery } from '@turnaway/db/alerting/get-pending-delivery';
import { noteChannelResult } from '@turnaway/db/alerting/note-channel-result';
import { stopChannel } from '@turnaway/db/alerting/stop-channel';
import type { WorkerContext } from '../context.js';
import type { PostResult } from './post-message.js';
import { whyStop } from './why-stop.js';

type ChannelStopped = Extract<AlertWebhook, { type: 'channel.stopped' }>;

/**
 * Notes how an attempt went at its channel, and switches the channel off where nothing comes through any more. Gives the
 * ids of the deliveries that tell others of it, to be enqueued. That such a message itself fails is told nobody: it would
 * go round in a circle.
 */
export async function stopIfFailing(
  { db, log, publicUrl }: Pick<WorkerContext, 'db' | 'log'> & { publicUrl: string },
  { channel, eventType }: PendingDelivery,
  { error, statusCode }: PostResult,
  now: Date,
): Promise<string[]> {
  const failures = await noteChannelResult(db, { channelId: channel.id, at: now, isTaken: error === null });
  if (failures === null || error === null) return [];
  const because = whyStop(failures, statusCode, now);
  if (because === null) return [];
  const since = failures.failingSince.toISOString();
  const stop: ChannelStop = { at: now.toISOString(), because, since, error, statusCode };
  const message: ChannelStopped = {
    type: 'channel.stopped',
    timestamp: stop.at,
    data: {
      ...stop,
      channel: { id: channel.id, name: channel.name },
      links: {
        channel: `${publicUrl.replace(/\/+$/, '')}/alerts/channels/${encodeURIComponent(channel.id)}`,
      },
    },
  };
  const body = eventType === message.type ? null : JSON.stringify(message);
  const told = await stopChannel(db, channel, { stop, body, now });
  if (told !== null) {
    log.warn({ channelId: channel.id, because, since, told: told.length }, 'channel switched off');
  }
  return told ?? [];
}
