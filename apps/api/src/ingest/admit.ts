import type { Db } from '@turnaway/db';
import { findIngestKey, type KnownIngestKey } from '@turnaway/db/ingest-keys/find-ingest-key';
import { touchIngestKey } from '@turnaway/db/ingest-keys/touch-ingest-key';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { hashOf, sameHash } from '../auth/secret-text.js';
import type { Env } from '../env.js';
import { ProblemException, unavailable } from '../http/problem.js';
import { createShortCache, type ShortCache } from '../http/short-cache.js';
import type { BacklogGauge } from './backlog-gauge.js';
import { findKeys, type KeyCandidate, type KeyCarriers, type KeyPlace, previewOf } from './find-keys.js';
import type { Wire } from './wire.js';

/** A sender that may send: for whom, and how its body is compressed. */
export interface Admission {
  workspaceId: string;
  feedId: string;
  contentEncoding: string | null;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route takes logs; whoever calls it shows an ingest key. */
    ingest?: boolean;
    /** Values of Content-Encoding that this route takes beside the usual ones. */
    encodings?: readonly string[];
  }
  interface FastifyRequest {
    admission: Admission | null;
  }
}

/** How long a key that was taken away may still work. */
const keyTtlMs = 3_000;
const touchEveryMs = 60_000;
export const retryAfterSeconds = 10;
const knownEncodings = new Set(['gzip', 'x-gzip', 'deflate', 'zstd', 'br', 'identity']);

/**
 * Decides at the door whether a request to an ingest route may go on, before a byte of its body is read. What may
 * not is answered with a problem: 401, 410, 413, 415 or 503.
 */
export function admitAtTheDoor(
  fastify: FastifyInstance,
  { db, env, backlog }: { db: Db; env: Env; backlog: BacklogGauge },
): void {
  const keys = createShortCache((hash) => findAndTouch(db, Buffer.from(hash, 'hex')), {
    ttlMs: keyTtlMs,
    entriesMax: 10_000,
  });
  fastify.decorateRequest('admission', null);
  fastify.decorateRequest('wire', null);
  fastify.addHook('onRequest', async (request) => {
    if (request.routeOptions.config.ingest !== true) return;
    const wire = openWire(request);
    request.wire = wire;
    if (request.method === 'OPTIONS') return;
    const candidates = findKeys(carriersOf(request));
    const found = await orUnavailable(findKey(keys, candidates));
    if (found === null) {
      wire.keyPreview = previewOf(candidates);
      throw candidates.length === 0 ? keyNeeded() : keyUnknown();
    }
    const { key, place } = found;
    wire.keyPlace = place;
    if (!key.feedEnabled) {
      throw new ProblemException(410, 'feed-disabled', 'This feed is switched off. It takes no logs.');
    }
    const { workspaceId, feedId } = key;
    request.admission = { workspaceId, feedId, contentEncoding: readEncoding(request) };
    if (request.method === 'GET' || request.method === 'HEAD') return;
    if (Number(request.headers['content-length'] ?? 0) > env.TURNAWAY_MAX_BODY_BYTES) throw tooLarge(env);
    await refuseWhenFull(backlog, env);
    // Senders name what they like as the type of their body; it is bytes to us, whatever they say.
    request.raw.headers['content-type'] = 'application/octet-stream';
  });
}

/** 413, with the limit. */
function tooLarge(env: Env): ProblemException {
  return new ProblemException(
    413,
    'batch-too-large',
    `The body is larger than ${env.TURNAWAY_MAX_BODY_BYTES} bytes. Send it in smaller parts, or compressed.`,
  );
}

function openWire(request: FastifyRequest): Wire {
  return {
    dialect: request.routeOptions.config.dialect ?? 'plain',
    contentType: request.headers['content-type'] ?? null,
    keyPlace: null,
    keyPreview: null,
    batchId: null,
    notes: [],
  };
}

function carriersOf(request: FastifyRequest): KeyCarriers {
  return {
    pathKey: textIn(request.params, 'key'),
    queryToken: textIn(request.query, 'token') ?? textIn(request.query, 'dd-api-key'),
    headers: request.headers,
  };
}

async function findKey(
  keys: ShortCache<KnownIngestKey | null>,
  candidates: readonly KeyCandidate[],
): Promise<{ key: KnownIngestKey; place: KeyPlace } | null> {
  for (const { text, place } of candidates) {
    const hash = hashOf(text);
    const key = await keys.get(hash.toString('hex'));
    if (key !== null && sameHash(key.hash, hash)) return { key, place };
  }
  return null;
}

async function findAndTouch(db: Db, hash: Buffer): Promise<KnownIngestKey | null> {
  const key = await findIngestKey(db, { hash });
  if (key !== null && Date.now() - (key.lastUsedAt?.getTime() ?? 0) > touchEveryMs) {
    await touchIngestKey(db, key);
  }
  return key;
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
    'The key in this request is no ingest key of this server, or was taken away. Make a new one on the feed and send it as Authorization: Bearer.',
    wantsKey,
  );
}

function readEncoding(request: FastifyRequest): string | null {
  const encoding = request.headers['content-encoding']?.trim().toLowerCase() ?? '';
  if (encoding === '' || encoding === 'identity') return null;
  const { encodings } = request.routeOptions.config;
  if (knownEncodings.has(encoding) || encodings?.includes(encoding) === true) return encoding;
  throw new ProblemException(
    415,
    'unsupported-encoding',
    `This Content-Encoding is not known here. Use one of ${[...knownEncodings].join(', ')}.`,
  );
}

async function refuseWhenFull(backlog: BacklogGauge, env: Env): Promise<void> {
  const { batches, bytes } = await orUnavailable(backlog.read());
  if (batches < env.TURNAWAY_MAX_BACKLOG_BATCHES && bytes < env.TURNAWAY_MAX_BACKLOG_BYTES) return;
  throw unavailable('Too much waits to be counted already. Send this again in a while.', retryAfterSeconds);
}

/** Whatever keeps us from taking logs in is told as 503: of all answers, every sender comes back after this one. */
async function orUnavailable<Value>(work: Promise<Value>): Promise<Value> {
  try {
    return await work;
  } catch (cause) {
    throw Object.assign(unavailable('Logs cannot be stored right now. Send this again.', retryAfterSeconds), {
      cause,
    });
  }
}

function textIn(values: unknown, name: string): string | undefined {
  if (typeof values !== 'object' || values === null) return undefined;
  const value: unknown = Reflect.get(values, name);
  return typeof value === 'string' ? value : undefined;
}
