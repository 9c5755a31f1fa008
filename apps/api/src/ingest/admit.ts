import { Logger } from '@nestjs/common';
import type { Db } from '@turnaway/db';
import { createSecretBox } from '@turnaway/db/secret-box';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Env } from '../env.js';
import { ProblemException, unavailable } from '../http/problem.js';
import { recognizeDialect } from './dialect/recognize-dialect.js';
import { findKeys, type KeyCandidate, type KeyCarriers, previewOf } from './find-keys.js';
import { createKeyring, type Keyring } from './keyring.js';
import type { Room } from './room.js';
import type { Verification } from './verify/verify-request.js';
import type { Wire } from './wire.js';

/** A sender that may send: for whom, how its body is compressed, and what it has to be signed with. */
export interface Admission {
  workspaceId: string;
  feedId: string;
  contentEncoding: string | null;
  verification: Verification | null;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route takes logs; whoever calls it shows an ingest key. */
    ingest?: boolean;
    /** Who shows no key is let in, and admitted to no feed; a key that is shown has to be a good one. */
    keyOptional?: boolean;
    /** Refused while too much waits to be counted; POST and PUT are, unless the route says otherwise. */
    needsRoom?: boolean;
  }
  interface FastifyRequest {
    admission: Admission | null;
  }
}

export const retryAfterSeconds = 10;
const knownEncodings = new Set(['gzip', 'x-gzip', 'deflate', 'zstd', 'br', 'snappy', 'identity']);

/**
 * Decides at the door whether a request to an ingest route may go on, before a byte of its body is read. What may
 * not is answered with a problem: 401, 410, 413, 415 or 503.
 */
export function admitAtTheDoor(
  fastify: FastifyInstance,
  { db, env, room }: { db: Db; env: Env; room: Room },
): void {
  const keyring = createKeyring(db, createSecretBox(env.TURNAWAY_SECRET, 'feed-secrets'));
  fastify.decorateRequest('admission', null);
  fastify.decorateRequest('wire', null);
  fastify.addHook('onRequest', async (request) => {
    const { ingest, keyOptional, needsRoom } = request.routeOptions.config;
    if (ingest !== true) return;
    request.wire = openWire(request);
    if (isPlainOptions(request)) return;
    const candidates = findKeys(carriersOf(request));
    const isOpen = keyOptional === true && candidates.length === 0;
    if (!isOpen) request.admission = await admit(request, request.wire, candidates, keyring);
    const brings = request.method === 'POST' || request.method === 'PUT';
    if (brings && Number(request.headers['content-length'] ?? 0) > env.TURNAWAY_MAX_BODY_BYTES) {
      throw tooLarge(env);
    }
    if (needsRoom ?? brings) await orUnavailable(room.refuseWhenFull());
    // Senders name what they like as the type of their body; it is bytes to us, whatever they say.
    if (brings) request.raw.headers['content-type'] = 'application/octet-stream';
  });
}

/** Whoever has the key of a feed that is switched on. */
async function admit(
  request: FastifyRequest,
  wire: Wire,
  candidates: readonly KeyCandidate[],
  keyring: Keyring,
): Promise<Admission> {
  const found = await orUnavailable(keyring.find(candidates));
  if (found === null) {
    wire.keyPreview = previewOf(candidates);
    throw candidates.length === 0 ? keyNeeded() : keyUnknown();
  }
  const { workspaceId, feedId, feedEnabled, verification } = found.key;
  wire.keyPlace = found.place;
  wire.feed = { workspaceId, feedId };
  if (!feedEnabled) {
    throw new ProblemException(410, 'feed-disabled', 'This feed is switched off. It takes no logs.');
  }
  return { workspaceId, feedId, verification, contentEncoding: readEncoding(request) };
}

/** A browser or a tool that asks for the methods; a sender that asks to send shows its key as well. */
function isPlainOptions({ method, headers }: FastifyRequest): boolean {
  return method === 'OPTIONS' && headers['webhook-request-origin'] === undefined;
}

function openWire({ headers, routeOptions }: FastifyRequest): Wire {
  return {
    feed: null,
    dialect: routeOptions.config.dialect ?? recognizeDialect({ headers, head: '' }),
    contentType: headers['content-type'] ?? null,
    keyPlace: null,
    keyPreview: null,
    batchId: null,
    refusedAs: null,
    notes: [],
  };
}

/** Where the request may have its key. */
export function carriersOf({ params, query, headers }: FastifyRequest): KeyCarriers {
  return {
    pathKey: textIn(params, 'key'),
    queryToken: textIn(query, 'token') ?? textIn(query, 'dd-api-key'),
    headers,
  };
}

/** 413, with the limit. */
export function tooLarge(env: Env): ProblemException {
  return new ProblemException(
    413,
    'batch-too-large',
    `The body is larger than ${env.TURNAWAY_MAX_BODY_BYTES} bytes. Send it in smaller parts, or compressed.`,
  );
}

const wantsKey = { headers: { 'www-authenticate': 'Bearer realm="turnaway ingest"' } };

function keyNeeded(): ProblemException {
  return new ProblemException(
    401,
    'ingest-key-needed',
    'Send an ingest key, as Authorization: Bearer, x-api-key, ?token= or the last part of the path.',
    wantsKey,
  );
}

function keyUnknown(): ProblemException {
  return new ProblemException(
    401,
    'ingest-key-unknown',
    'The key in this request is no ingest key of this server, or was taken away. Make a new one on the feed.',
    wantsKey,
  );
}

export function readEncoding(request: FastifyRequest): string | null {
  const encoding = request.headers['content-encoding']?.trim().toLowerCase() ?? '';
  if (encoding === '' || encoding === 'identity') return null;
  if (knownEncodings.has(encoding)) return encoding;
  throw new ProblemException(
    415,
    'unsupported-encoding',
    `This Content-Encoding is not known here. Use one of ${[...knownEncodings].join(', ')}.`,
  );
}

const logger = new Logger('Ingest');

/** Whatever keeps us from taking logs in is told as 503: of all answers, every sender comes back after this one. */
export async function orUnavailable<Value>(work: Promise<Value>): Promise<Value> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ProblemException) throw error;
    logger.warn({ err: error }, 'the door could not be opened');
    throw unavailable('Logs cannot be stored right now. Send this again.', retryAfterSeconds);
  }
}

function textIn(values: unknown, name: string): string | undefined {
  if (typeof values !== 'object' || values === null) return undefined;
  const value: unknown = Reflect.get(values, name);
  return typeof value === 'string' ? value : undefined;
}
