import type { ErrorCode } from '@turnaway/contracts/error-code';
import type { SignInEvent } from '@turnaway/contracts/sign-in-event';
import type { Outcome } from '@turnaway/contracts/taxonomy';
import { eventIdIn } from '../event-identity.js';
import { isLeftOut, lengths, name, text, userNameIn } from '../read-fields.js';
import { ipIn } from '../read-ip.js';
import { timeIn } from '../read-time.js';
import { type ReadContext, type Reading, rejectedTime } from './parser.js';

/**
 * A sign-in as a parser found it: values as the record has them, of any type. They are cleaned, cut and checked
 * here, so that a parser only says where they stand.
 */
export interface FoundSignIn {
  /** The system whose log this is. */
  system: string;
  /** The system's own id of the event; without one, the digest of `record` stands for it. */
  id?: unknown;
  /** The record as it was read; a line's text for text. */
  record: unknown;
  /** The event's own time, and the name of its field for the reject that a bad one gets. */
  time: unknown;
  timeField: string;
  /** The code, of this system unless `codeSystem` names another. */
  code: string;
  codeSystem?: string;
  outcome: Outcome;
  /** A general code around the specific one. */
  carrier?: unknown;
  /** The system's own words. */
  reason?: unknown;
  user?: unknown;
  userId?: unknown;
  app?: unknown;
  appId?: unknown;
  resource?: unknown;
  ip?: unknown;
  country?: unknown;
  city?: unknown;
  client?: unknown;
  device?: unknown;
  /** Of a failure, the policy that refused. */
  policy?: unknown;
  interactive?: boolean | null;
  correlationId?: unknown;
  requestId?: unknown;
  /** Further text that tells apart the causes of the code, beside `reason`. */
  evidence?: unknown;
  signals?: readonly ('risk' | 'push' | 'one-time-code')[];
}

/**
 * Makes the event. Its time is the record's own, else that of the envelope, else when it was received: a line whose
 * header was cut off has no other. A time that is there and cannot be read is a reject. A record without an id of its
 * own is told from its like by time and content, so the same line sent twice is one.
 */
export function signIn(found: FoundSignIn, context: ReadContext): Reading {
  const ownTime = timeIn(found.time, context) ?? context.envelope.time;
  if (ownTime === null && !isLeftOut(found.time)) return rejectedTime(found.time, found.timeField);
  const occurredAt = ownTime ?? context.receivedAt.toISOString();
  // Records without a time may be alike and still be two; their place tells them apart, also when read again.
  const place = ownTime === null ? `${context.index}\n` : '';
  const code = text(found.code, lengths.code) ?? 'unknown';
  const errorCode: ErrorCode = { system: found.codeSystem ?? found.system, code, variant: null };
  const succeeded = found.outcome === 'success';
  const reason = text(found.reason, lengths.reason);
  const carrier = name(found.carrier);
  const userId = name(found.userId);
  const appId = name(found.appId);
  const interactive = found.interactive ?? null;
  const policy = succeeded ? null : name(found.policy);
  const event: SignInEvent = {
    eventId: eventIdIn(found.system, found.id, found.record, `${occurredAt}\n${place}`),
    occurredAt,
    loggedBy: found.system,
    errorCode,
    observedOutcome: found.outcome,
    carrier: carrier === code ? null : carrier,
    reasonText: succeeded ? null : reason,
    userName: userNameIn(found.user) ?? userId,
    userId,
    app: name(found.app) ?? appId,
    appId,
    resource: name(found.resource),
    ip: ipIn(found.ip),
    country: name(found.country),
    city: name(found.city),
    client: name(found.client),
    device: name(found.device),
    ...(policy === null ? {} : { policies: [policy] }),
    interactive,
    correlationId: name(found.correlationId),
    requestId: name(found.requestId),
  };
  if (succeeded) return { kind: 'sign-in', event, variantFacts: null };
  const said = [reason, text(found.evidence, lengths.evidence)].filter((part) => part !== null).join('\n');
  return {
    kind: 'sign-in',
    event,
    variantFacts: { text: said.slice(0, lengths.evidence), interactive, signals: [...(found.signals ?? [])] },
  };
}
