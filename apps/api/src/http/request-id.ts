import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const sane = /^[\w.:-]{8,64}$/;

/** The id that a request goes by in answers and logs: the caller's own if it is a plain word, else a new one. */
export function makeRequestId(request: Pick<IncomingMessage, 'headers'>): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && sane.test(given) ? given : randomUUID();
}

/** The id of a request that Fastify, or middleware before it, handles. */
export function requestIdOf(request: unknown): string {
  const id = typeof request === 'object' && request !== null && 'id' in request ? request.id : undefined;
  return typeof id === 'string' ? id : randomUUID();
}
