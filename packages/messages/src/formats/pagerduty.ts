import type { AlertWebhook } from '@turnaway/contracts';
import { clip } from '../clip.js';
import { defuse } from '../defuse.js';
import { type ChannelTarget, type OutgoingRequest, postJson } from '../outgoing.js';
import { alertDataOf, dedupKeyOfTest, type MessageParts, partsOf } from '../parts.js';

/** https://developer.pagerduty.com/docs/send-alert-event: the most that each field may hold. */
const summaryMax = 1_024;
const dedupKeyMax = 255;
const eventBytesMax = 512_000;

/** A test wakes nobody. */
const severities: Partial<Record<MessageParts['state'], string>> = { test: 'info', notice: 'warning' };

/** An event of PagerDuty's Events API v2: triggers, and resolves what it triggered. */
export function pagerDutyEvent(
  message: AlertWebhook,
  target: ChannelTarget,
  deliveryId: string,
): OutgoingRequest {
  const { state, title, summary, facts, steps, links, dedupKey, startedAt } = partsOf(message);
  const alert = alertDataOf(message);
  const [app] = alert?.topApps ?? [];
  const [top] = alert?.topErrors ?? [];
  const event = {
    routing_key: target.credential ?? '',
    event_action: state === 'resolved' ? 'resolve' : 'trigger',
    dedup_key: clip(dedupKey ?? dedupKeyOfTest(deliveryId), dedupKeyMax),
    payload: {
      summary: clip(defuse(title), summaryMax),
      source: 'turnaway',
      severity: severities[state] ?? target.settings.severity ?? 'error',
      timestamp: startedAt,
      ...(app === undefined ? {} : { component: app.app }),
      ...(top === undefined ? {} : { class: top.errorCode, group: top.cause ?? top.source }),
      custom_details: {
        summary: defuse(summary),
        ...Object.fromEntries(facts.map(({ label, value }) => [label, defuse(value)])),
        ...(steps.length === 0 ? {} : { steps: steps.map(defuse) }),
      },
    },
    client: 'Turnaway',
    ...(links[0] === undefined ? {} : { client_url: links[0].url }),
    links: links.map(({ label, url }) => ({ href: url, text: label })),
  };
  const whole = postJson(target.url, event);
  if (new TextEncoder().encode(whole.body).length <= eventBytesMax) return whole;
  const { custom_details: _, ...payload } = event.payload;
  return postJson(target.url, { ...event, payload });
}
