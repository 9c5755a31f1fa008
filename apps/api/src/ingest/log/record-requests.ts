import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { defaultWorkspaceId } from '../../auth/principal.js';
import { carriersOf } from '../admit.js';
import { wireFormatOf } from '../dialect/wire-format.js';
import { findKeys } from '../find-keys.js';
import { bodyOf } from '../intake.js';
import type { Wire } from '../wire.js';
import { maskPath } from './mask-path.js';
import type { RequestLog } from './request-log.js';
import { sampleBody } from './sample-body.js';
import { wireNotesOf } from './wire-notes.js';

const textLengthMax = 160;
const notesMax = 12;

/** Writes requests to ingest routes down after they were answered, refused ones too. */
export function recordRequests(fastify: FastifyInstance, log: RequestLog): void {
  fastify.addHook('onResponse', async (request, reply) => {
    const { wire } = request;
    if (wire === null || !log.wants(wire.feed?.feedId ?? null, reply.statusCode >= 400)) return;
    log.add(describe(request, wire, reply));
  });
  fastify.addHook('onClose', () => log.close());
}

/** A request as it may be kept: no key, nothing of the body, no address of a person. */
function describe(
  request: FastifyRequest,
  wire: Wire,
  reply: FastifyReply,
): Parameters<RequestLog['add']>[0] {
  const { headers, method } = request;
  const body = bodyOf(request);
  const bytes = body.length > 0 ? body.length : announcedBytes(headers['content-length']);
  const { contentType, dialect, keyPlace, keyPreview } = wire;
  const seen = wireNotesOf({
    method,
    httpVersion: request.raw.httpVersion,
    headers,
    contentType,
    dialect,
    wireFormat: wireFormatOf(contentType, body),
    keyPlace,
    keyPreview,
    status: wire.refusedAs ?? reply.statusCode,
    bytes,
    body: sampleBody(body),
  });
  const known = new Set(wire.notes.map(({ code }) => code));
  const keys = new Set(findKeys(carriersOf(request)).map(({ text }) => text));
  return {
    id: randomUUID(),
    workspaceId: wire.feed?.workspaceId ?? defaultWorkspaceId,
    feedId: wire.feed?.feedId ?? null,
    at: new Date(Date.now() - Math.round(reply.elapsedTime)),
    method,
    path: maskPath(request.url, keys),
    dialect,
    userAgent: readable(headers['user-agent']),
    contentType: readable(contentType ?? undefined),
    contentEncoding: readable(headers['content-encoding']),
    bytes,
    status: reply.statusCode,
    keyPreview,
    batchId: wire.batchId,
    notes: [...wire.notes, ...seen.filter(({ code }) => !known.has(code))].slice(0, notesMax),
  };
}

function announcedBytes(text: string | undefined): number {
  const bytes = Number(text ?? 0);
  return Number.isSafeInteger(bytes) && bytes >= 0 ? Math.min(bytes, 2 ** 31 - 1) : 0;
}

/** What a sender says about itself, without what PostgreSQL cannot hold, and without the address of a person. */
function readable(text: string | undefined): string | null {
  if (text === undefined || text === '') return null;
  return text
    .slice(0, textLengthMax)
    .replace(/[^\x20-\x7e]/g, '?')
    .replace(/[\w.+-]{1,64}@[\w.-]{1,64}/g, '[email]');
}
