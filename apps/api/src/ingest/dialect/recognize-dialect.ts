import type { IncomingHttpHeaders } from 'node:http';
import type { Dialect } from '@turnaway/contracts';

/** What a request shows of who sent it. */
export interface Showing {
  headers: IncomingHttpHeaders;
  /** First characters of the body, without compression; empty where there is none, or it is packed. */
  head: string;
}

/** A dialect and what tells it, all from the senders' documentation or source. */
interface Sign {
  dialect: Dialect;
  /** Headers that nobody else sends. */
  headers?: readonly string[];
  userAgent?: RegExp;
  contentType?: RegExp;
  /** Anchored at the start of the body, and linear in its length. */
  head?: RegExp;
  /** Names that stand together in the first characters of the body, in any order. */
  names?: readonly string[];
}

/** The first that fits is it: headers that are one sender's own come before shapes that others may share. */
const signs: readonly Sign[] = [
  {
    dialect: 'firehose',
    headers: ['x-amz-firehose-request-id', 'x-amz-firehose-protocol-version'],
  },
  { dialect: 'event-grid', headers: ['aeg-event-type', 'aeg-subscription-name'] },
  { dialect: 'okta', headers: ['x-okta-verification-challenge'] },
  { dialect: 'svix', headers: ['svix-id', 'svix-signature', 'webhook-signature'] },
  { dialect: 'keycloak', headers: ['x-keycloak-signature'] },
  { dialect: 'zitadel', headers: ['zitadel-signature'] },
  { dialect: 'fusionauth', headers: ['x-fusionauth-signature-jwt'] },
  { dialect: 'pubsub', headers: ['x-goog-pubsub-message-id', 'x-goog-pubsub-subscription-name'] },
  { dialect: 'cloudevents', headers: ['ce-specversion', 'webhook-request-origin'] },
  { dialect: 'cloudevents', contentType: /^application\/cloudevents/ },
  { dialect: 'pubsub', userAgent: /^(CloudPubSub-Google|APIs-Google)/i },
  { dialect: 'fluent-bit', userAgent: /^Fluent-Bit/i },
  { dialect: 'fluentd', userAgent: /^fluentd/i },
  { dialect: 'vector', userAgent: /^Vector\//i },
  { dialect: 'logstash', userAgent: /^(Manticore|Logstash)/i },
  { dialect: 'rsyslog', userAgent: /^rsyslog/i },
  { dialect: 'syslog-ng', userAgent: /^syslog-ng/i },
  { dialect: 'authentik', userAgent: /authentik/i },
  { dialect: 'okta', userAgent: /^Okta/i },
  { dialect: 'auth0', userAgent: /^Auth0/i },
  { dialect: 'logpush', userAgent: /logpush/i },
  { dialect: 'svix', userAgent: /^Svix-Webhooks/i },
  { dialect: 'fusionauth', userAgent: /^FusionAuth/i },
  { dialect: 'turnaway', userAgent: /^turnaway/i },
  // Ruby's own client, which Fluentd uses without a name of its own, and the type that it sends by default.
  { dialect: 'fluentd', userAgent: /^Ruby$/, contentType: /^application\/(x-ndjson|x-msgpack)/ },
  { dialect: 'okta', names: ['"com.okta.event_hook"'] },
  { dialect: 'event-grid', head: /^\s*\[?\s*\{/, names: ['"eventType"', '"dataVersion"', '"topic"'] },
  { dialect: 'cloudevents', head: /^\s*\[?\s*\{/, names: ['"specversion"', '"source"'] },
  { dialect: 'auth0', head: /^\s*\[?\s*\{\s*"log_id"\s*:/ },
  { dialect: 'auth0', head: /^\s*\{\s*"logs"\s*:\s*\[/, names: ['"log_id"'] },
  { dialect: 'firehose', head: /^\s*\{/, names: ['"requestId"', '"records"', '"data"'] },
  {
    dialect: 'pubsub',
    head: /^\s*\{\s*(?:"deliveryAttempt"\s*:\s*\d+\s*,\s*)?"(?:message"\s*:\s*\{\s*"(?:attributes|data|messageId|message_id|orderingKey|publishTime|publish_time)|subscription"\s*:\s*"projects\/)/,
  },
  { dialect: 'ory', names: ['"eventAttributes"'] },
  { dialect: 'zitadel', names: ['"aggregateID"', '"event_type"'] },
  { dialect: 'fusionauth', head: /^\s*\{\s*"event"\s*:\s*\{/, names: ['"createInstant"'] },
  { dialect: 'keycloak', names: ['"realmId"', '"type"'] },
  { dialect: 'authentik', names: ['"user_username"', '"severity"'] },
  { dialect: 'svix', names: ['"instance_id"', '"object"'] },
  { dialect: 'logpush', head: /^\s*\{\s*"content"\s*:\s*"tests"\s*\}\s*$/ },
  // rsyslog names itself nowhere; its type for JSON is one that no other sender without a name uses.
  { dialect: 'rsyslog', contentType: /^text\/json/, userAgent: /^$/ },
];

/** Whose way of pushing logs a request follows, by what it shows; `plain` for one that shows nothing of its own. */
export function recognizeDialect({ headers, head }: Showing): Dialect {
  const userAgent = headers['user-agent'] ?? '';
  const contentType = headers['content-type']?.toLowerCase() ?? '';
  const fitting = signs.find(
    (sign) =>
      (sign.headers === undefined || sign.headers.some((name) => headers[name] !== undefined)) &&
      (sign.userAgent === undefined || sign.userAgent.test(userAgent)) &&
      (sign.contentType === undefined || sign.contentType.test(contentType)) &&
      (sign.head === undefined || sign.head.test(head)) &&
      (sign.names === undefined || sign.names.every((name) => head.includes(name))),
  );
  return fitting?.dialect ?? 'plain';
}
