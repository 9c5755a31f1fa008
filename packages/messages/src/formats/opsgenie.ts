import type { AlertSeverity, AlertWebhook } from '@turnaway/contracts';
import { clip } from '../clip.js';
import { defuse } from '../defuse.js';
import { type ChannelTarget, type OutgoingRequest, postJson } from '../outgoing.js';
import { alertDataOf, dedupKeyOfTest, partsOf } from '../parts.js';

const priorities: Readonly<Record<AlertSeverity, string>> = {
  critical: 'P1',
  error: 'P2',
  warning: 'P3',
  info: 'P5',
};

const messageMax = 130;

/**
 * An alert of Opsgenie's API, which Jira Service Management has too: made under an alias, and closed by it.
 * https://docs.opsgenie.com/docs/alert-api with the most that each field may hold.
 */
export function opsgenieAlert(
  webhook: AlertWebhook,
  target: ChannelTarget,
  deliveryId: string,
): OutgoingRequest {
  const { state, facts, steps, stepsTitle, links, dedupKey, ...told } = partsOf(webhook);
  const [title, summary] = [defuse(told.title), defuse(told.summary)];
  const alias = clip(dedupKey ?? dedupKeyOfTest(deliveryId), 512);
  const base = `${target.url.replace(/\/+$/, '')}/v2/alerts`;
  const authorization = { authorization: `GenieKey ${target.credential ?? ''}` };
  if (state === 'resolved') {
    const url = `${base}/${encodeURIComponent(alias)}/close?identifierType=alias`;
    const note = [`${title}.`, summary, ...links.map(linkLine)].join('\n');
    return postJson(url, { source: 'turnaway', note: clip(note, 25_000) }, authorization);
  }
  const [top] = alertDataOf(webhook)?.topErrors ?? [];
  const message = clip(title, messageMax);
  const description = [
    ...(message === title ? [] : [`${title}.`]),
    summary,
    ...(steps.length === 0 ? [] : [`${stepsTitle}:`]),
    ...steps.map((step, index) => `${index + 1}. ${defuse(step)}`),
    ...links.map(linkLine),
  ].join('\n');
  return postJson(
    base,
    {
      message,
      alias,
      description: clip(description, 15_000),
      details: Object.fromEntries(facts.map(({ label, value }) => [label, clip(defuse(value), 1_000)])),
      tags: ['turnaway', ...(top === undefined ? [] : [clip(top.errorCode, 50), top.cause ?? top.source])],
      entity: clip(facts.find(({ label }) => label === 'App with the most')?.value ?? 'sign-in', 512),
      source: 'turnaway',
      priority: state === 'test' ? 'P5' : priorities[target.settings.severity ?? 'error'],
    },
    authorization,
  );
}

function linkLine({ label, url }: { label: string; url: string }): string {
  return `${label}: ${url}`;
}
