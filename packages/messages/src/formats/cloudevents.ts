import type { AlertWebhook } from '@turnaway/contracts';
import { bearer, type ChannelTarget, type OutgoingRequest, postJson } from '../outgoing.js';
import { partsOf } from '../parts.js';

/**
 * A CloudEvent 1.0 in structured mode: https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md
 * `deliveryId` is the same at every attempt, so `source` and `id` together tell a repeat.
 */
export function cloudEvent(
  message: AlertWebhook,
  target: ChannelTarget,
  deliveryId: string,
): OutgoingRequest {
  const { dedupKey, links } = partsOf(message);
  const event = {
    specversion: '1.0',
    id: deliveryId,
    source: sourceOf(links[0]?.url ?? ''),
    type: `turnaway.${message.type}`,
    time: message.timestamp,
    ...(dedupKey === null ? {} : { subject: dedupKey }),
    datacontenttype: 'application/json',
    data: message.data,
  };
  return postJson(target.url, event, {
    'content-type': 'application/cloudevents+json; charset=utf-8',
    ...bearer(target.credential),
  });
}

/** The install that it happened in. */
function sourceOf(link: string): string {
  return URL.canParse(link) ? new URL(link).origin : '/turnaway';
}
