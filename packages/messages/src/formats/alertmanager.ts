import type { AlertWebhook } from '@turnaway/contracts';
import { bearer, type ChannelTarget, type OutgoingRequest, postJson } from '../outgoing.js';
import { alertDataOf, dedupKeyOfTest, partsOf } from '../parts.js';

/** What Alertmanager writes where an alert has not ended. */
const notEnded = '0001-01-01T00:00:00Z';

/**
 * What Alertmanager posts to a webhook receiver, version 4, with one alert in its group:
 * https://prometheus.io/docs/alerting/latest/configuration/#webhook_config
 */
export function alertmanagerWebhook(
  message: AlertWebhook,
  target: ChannelTarget,
  deliveryId: string,
): OutgoingRequest {
  const { state, title, summary, links, dedupKey, startedAt, endedAt, steps } = partsOf(message);
  const status = state === 'resolved' ? 'resolved' : 'firing';
  const data = alertDataOf(message);
  const urls = data?.links;
  const [top] = data?.topErrors ?? [];
  const key = dedupKey ?? dedupKeyOfTest(deliveryId);
  // Labels are what an alert is known by: what may change before it is over stands in the annotations.
  const labels = {
    alertname: data?.rule.name ?? (state === 'notice' ? 'Turnaway channel' : 'Turnaway test'),
    // A test wakes nobody.
    severity: message.type.startsWith('webhook.test') ? 'info' : (target.settings.severity ?? 'warning'),
    turnaway: key,
  };
  const annotations = {
    summary: title,
    description: summary,
    ...(top === undefined ? {} : { error_code: top.errorCode, source: top.source, actor: top.actor }),
    ...(top === undefined || top.cause === null ? {} : { cause: top.cause }),
    ...(steps.length === 0 ? {} : { steps: steps.join('\n') }),
    ...(urls === undefined ? {} : { errors_url: urls.errors }),
    ...(urls === undefined || endedAt !== null ? {} : { silence_url: urls.silence }),
    ...(urls?.ack === undefined ? {} : { ack_url: urls.ack }),
  };
  const link = links[0]?.url ?? '';
  return postJson(
    target.url,
    {
      version: '4',
      groupKey: `{}:{turnaway="${key}"}`,
      truncatedAlerts: 0,
      status,
      receiver: 'turnaway',
      groupLabels: { turnaway: key },
      commonLabels: labels,
      commonAnnotations: annotations,
      externalURL: URL.canParse(link) ? new URL(link).origin : '',
      alerts: [
        {
          status,
          labels,
          annotations,
          startsAt: startedAt,
          endsAt: endedAt ?? notEnded,
          generatorURL: link,
          fingerprint: fingerprintOf(key),
        },
      ],
    },
    bearer(target.credential),
  );
}

/** 64 bits of FNV-1a in hex: Alertmanager's own fingerprints have this form. */
function fingerprintOf(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, '0');
}
