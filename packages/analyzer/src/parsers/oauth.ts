import type { ErrorCode } from '@turnaway/contracts/error-code';
import type { SignInEvent } from '@turnaway/contracts/sign-in-event';
import { eventIdIn } from '../event-identity.js';
import { type JsonObject, lengths, listIn, name, text } from '../read-fields.js';
import { timeIn } from '../read-time.js';
import type { Reading, SystemParser } from './parser.js';

/** Keys that mark an error response (RFC 6749 §5.2, with Microsoft's additions) besides `error`. */
const companions = ['error_description', 'error_uri', 'error_codes', 'error_hint', 'suberror'] as const;
const errorWord = /^[A-Za-z0-9_.:-]{1,64}$/;
/** An error response has few members; a log record that happens to have an `error` has many. */
const bareResponseKeysMax = 4;

/** Error responses of OAuth 2.0 and OpenID Connect, as an app or a proxy has them at hand. */
export const oauth: SystemParser = {
  system: 'oauth',
  isGeneric: true,
  json: {
    claims(record) {
      if (typeof record.error !== 'string' || !errorWord.test(record.error)) return false;
      return companions.some((key) => key in record) || Object.keys(record).length <= bareResponseKeysMax;
    },

    read(record, { receivedAt, index }) {
      const error = typeof record.error === 'string' && errorWord.test(record.error) ? record.error : null;
      if (error === null) return { kind: 'rejected', reason: 'missing_field', detail: 'Expected "error".' };
      return readResponse(record, error, receivedAt, index);
    },
  },
};

function readResponse(record: JsonObject, error: string, receivedAt: Date, index: number): Reading {
  const ownTime = timeIn(record.timestamp);
  const description = text(record.error_description, lengths.reason);
  const errorCode = mostSpecificCode(record, error, description);
  const traceId = name(record.trace_id);
  // Responses without id and time may be alike and still be two; their place tells them apart, also when read again.
  const salt = ownTime === null ? `${receivedAt.toISOString()}\n${index}\n` : '';
  const event: SignInEvent = {
    eventId: eventIdIn('oauth', traceId, record, salt),
    occurredAt: ownTime ?? receivedAt.toISOString(),
    loggedBy: 'oauth',
    errorCode,
    observedOutcome: 'failure',
    carrier: errorCode.system === 'oauth' ? null : error,
    reasonText: text(description?.replace(supportLines, ''), lengths.reason),
    userName: null,
    userId: null,
    app: name(record.client_id),
    appId: name(record.client_id),
    resource: null,
    ip: null,
    country: null,
    city: null,
    client: null,
    device: null,
    interactive: null,
    correlationId: name(record.correlation_id),
    requestId: traceId,
  };
  const variantFacts = { text: [error, description ?? ''].join('\n'), interactive: null, signals: [] };
  return { kind: 'sign-in', event, variantFacts };
}

/** What Entra adds for its support, on one line or three; the ids have fields of their own. */
const supportLines = /\s{0,8}Trace ID:.*$/s;
const entraCode = /\bAADSTS(\d{4,9})\b/;

/** Entra's own number says more than the OAuth word around it. */
function mostSpecificCode(record: JsonObject, error: string, description: string | null): ErrorCode {
  const [firstCode] = listIn(record.error_codes);
  const number =
    entraCode.exec(description ?? '')?.[1] ?? (typeof firstCode === 'number' ? text(firstCode, 9) : null);
  return number === null
    ? { system: 'oauth', code: error, variant: null }
    : { system: 'entra', code: number, variant: null };
}
