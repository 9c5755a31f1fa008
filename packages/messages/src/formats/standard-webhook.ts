import type { AlertWebhook } from '@turnaway/contracts';
import { type ChannelTarget, type OutgoingRequest, postJson } from '../outgoing.js';

/**
 * The message itself. The headers that sign it are added at each attempt, since they hold its time:
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function standardWebhook(message: AlertWebhook, target: ChannelTarget): OutgoingRequest {
  return postJson(target.url, message);
}
