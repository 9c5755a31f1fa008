import type { IncomingHttpHeaders } from 'node:http';
import { gunzipSync } from 'node:zlib';
import type { WireNote } from '@turnaway/contracts';
import { z } from 'zod';
import { isGzip } from './wire-format.js';

/** An answer to a request that brings no logs: its sender asks whether this address is right. */
export interface Handshake {
  status: number;
  headers: Record<string, string>;
  /** JSON, or nothing. */
  body: object | null;
  note: WireNote;
}

/** Longest challenge that is echoed, and largest body that can be a handshake. */
const echoLengthMax = 512;
const handshakeBytesMax = 4_096;
const testBytesMax = 512;

/** Okta asks once, with GET, whether an event hook's address is its owner's. */
export function answerOktaChallenge(headers: IncomingHttpHeaders): Handshake | null {
  const challenge = headers['x-okta-verification-challenge'];
  if (typeof challenge !== 'string' || challenge === '' || challenge.length > echoLengthMax) return null;
  return {
    status: 200,
    headers: {},
    body: { verification: challenge },
    note: handshake(
      'okta-verification',
      'Okta asked whether this address takes its events, and was answered.',
    ),
  };
}

/** CloudEvents over HTTP, section 4: who wants to send asks first, with OPTIONS; Event Grid does so as well. */
export function answerOriginRequest(headers: IncomingHttpHeaders): Handshake | null {
  const origin = headers['webhook-request-origin'];
  if (typeof origin !== 'string' || origin === '' || origin.length > echoLengthMax) return null;
  return {
    status: 200,
    headers: { allow: 'POST', 'webhook-allowed-origin': origin, 'webhook-allowed-rate': '*' },
    body: null,
    note: handshake(
      'origin-request',
      'The sender asked whether it may send events to this address, and was allowed.',
    ),
  };
}

/**
 * Event Grid's and Logpush's first requests, which look like logs and are none. `null` for a body that is to be
 * stored. Only small bodies are looked into.
 */
export function answerFirstRequest(headers: IncomingHttpHeaders, body: Buffer): Handshake | null {
  return answerEventGrid(headers, body) ?? answerLogpushTest(body);
}

const validationEvent = 'Microsoft.EventGrid.SubscriptionValidationEvent';
/** The event in either schema: Event Grid's own names its type `eventType`, CloudEvents `type`. */
const validationSchema = z
  .union([z.tuple([z.looseObject({})]).transform(([event]) => event), z.looseObject({})])
  .pipe(
    z.object({
      eventType: z.string().optional(),
      type: z.string().optional(),
      data: z.object({ validationCode: z.string().min(1).max(echoLengthMax) }),
    }),
  );

function answerEventGrid(headers: IncomingHttpHeaders, body: Buffer): Handshake | null {
  if (headers['aeg-event-type'] === 'SubscriptionDeletion') {
    return {
      status: 200,
      headers: {},
      body: null,
      note: handshake('event-grid-deleted', 'Event Grid said that this subscription was deleted.'),
    };
  }
  if (body.length > handshakeBytesMax || !body.includes(validationEvent)) return null;
  const parsed = validationSchema.safeParse(parseJson(body));
  if (!parsed.success) return null;
  const { eventType, type, data } = parsed.data;
  if (eventType !== validationEvent && type !== validationEvent) return null;
  return {
    status: 200,
    headers: {},
    body: { validationResponse: data.validationCode },
    note: handshake(
      'event-grid-validation',
      'Event Grid asked whether this address takes its events, and was answered.',
    ),
  };
}

const testSchema = z.strictObject({ content: z.literal('tests') });

/** Cloudflare uploads `{"content":"tests"}`, packed, before it makes a Logpush job. */
function answerLogpushTest(body: Buffer): Handshake | null {
  if (body.length > testBytesMax || body.length === 0) return null;
  if (!testSchema.safeParse(parseJson(isGzip(body) ? unpackSmall(body) : body)).success) return null;
  return {
    status: 200,
    headers: {},
    body: { ready: true },
    note: handshake('logpush-test', "Cloudflare's test upload was answered, and not stored."),
  };
}

function unpackSmall(body: Buffer): Buffer {
  try {
    return gunzipSync(body, { maxOutputLength: testBytesMax });
  } catch {
    // Larger than a test, or broken: then it is a batch, and the worker says what is wrong with it.
    return Buffer.alloc(0);
  }
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    // No JSON, so no handshake.
    return undefined;
  }
}

function handshake(code: string, text: string): WireNote {
  return { kind: 'mended', code, text };
}
