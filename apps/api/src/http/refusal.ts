import type { Problem } from '@turnaway/contracts';
import type { FastifyRequest } from 'fastify';

/** A refusal before it is written down. */
export interface Refusal {
  /** What the plain answer would be; status, words and request id are in it. */
  problem: Problem;
  /** Short name that tells refusals of one status apart, such as `ingest-key-needed`; `null` for a framework's. */
  kind: string | null;
}

/** A refusal as some protocol says it. Headers such as `retry-after` are set already, and stay. */
export interface WrittenRefusal {
  status: number;
  contentType: string;
  body: string | Buffer;
  headers?: Record<string, string>;
}

/** Says a refusal in a protocol of its own; `null` leaves it as problem JSON. Must not throw. */
export type WriteRefusal = (refusal: Refusal, request: FastifyRequest) => WrittenRefusal | null;

declare module 'fastify' {
  interface FastifyContextConfig {
    /**
     * How the route's refusals are written, wherever they come from: the door, the body's parser, a controller, an
     * engine that is away, a server that stops.
     */
    refusal?: WriteRefusal;
  }
}

/** A refusal in the words of the route that the request was for, or as problem JSON (RFC 9457). */
export function writeRefusal(refusal: Refusal, request: unknown): WrittenRefusal {
  const written = isRouted(request) ? request.routeOptions.config.refusal?.(refusal, request) : undefined;
  return (
    written ?? {
      status: refusal.problem.status,
      contentType: 'application/problem+json; charset=utf-8',
      body: JSON.stringify(refusal.problem),
    }
  );
}

/** Middleware sees requests that no route was found for yet. */
function isRouted(request: unknown): request is FastifyRequest {
  return typeof request === 'object' && request !== null && 'routeOptions' in request;
}
