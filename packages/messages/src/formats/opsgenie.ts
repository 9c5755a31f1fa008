import type { AlertSeverity, AlertWebhook } from '@turnaway/contracts';
import { clip } from '../clip.js';
import { type ChannelTarget, type OutgoingRequest, postJson } from '../outgoing.js';
import { alertDataOf, partsOf } from '../parts.js';

const priorities: Readonly<Record<AlertSeverity, string>> = {
  critical: 'P1',
  error: 'P2',
  warning: 'P3',
  info: 'P5',
};

/**
 * An alert of Opsgenie's API, which Jira Service Management has too: made under an alias, and closed by it.
 * https://docs.opsgenie.com/docs/alert-api with the most that each field may hold.
 */
export function opsgenieAlert(
  message: AlertWebhook,
  target: ChannelTarget,
  deliveryId: string,
): OutgoingRequest {
  const { state, title, summary, facts, steps, links, dedupKey } = partsOf(message);
  const alias = clip(dedupKey ?? `test:${deliveryId}`, 512);
  const base = `${target.url.replace(/\/+$/, '')}/v2/alerts`;
  const authorization = { authorization: `GenieKey ${target.credential ?? ''}` };
  if (state === 'resolved') {
    const url = `${base}/${encodeURIComponent(alias)}/close?identifierType=alias`;
    return postJson(url, { source: 'turnaway', note: clip(summary, 25_000) }, authorization);
  }
  const [top] = alertDataOf(message)?.topErrors ?? [];
  const description = [
    summary,
    ...steps.map((step, index) => `${index + 1}. ${step}`),
    ...links.map(({ label, url }) => `${label}: ${url}`),
  ].join('\n');
  return postJson(
    base,
    {
      message: clip(title, 130),
      alias,
      description: clip(description, 15_000),
      details: Object.fromEntries(facts.map(({ label, value }) => [label, clip(value, 1_000)])),
      tags: ['turnaway', ...(top === undefined ? [] : [clip(top.errorCode, 50), top.cause ?? top.source])],
      entity: clip(facts.find(({ label }) => label === 'App with the most')?.value ?? 'sign-in', 512),
      source: 'turnaway',
      priority: state === 'test' ? 'P5' : priorities[target.settings.severity ?? 'error'],
    },
    authorization,
  );
}
