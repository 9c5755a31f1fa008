import type { FastifyRequest } from 'fastify';
import type { Env } from '../env.js';

/** The address that senders and people reach this install by: as it was set, or as the asker reached it. */
export function publicUrlOf(env: Env, request: FastifyRequest): string {
  return env.TURNAWAY_PUBLIC_URL ?? addressReachedBy(request);
}

/**
 * The address that the asker reached this server by. It is only shown to the asker, so what a proxy in between,
 * or the dashboard's own server, says of the original request is taken as it is.
 */
function addressReachedBy(request: FastifyRequest): string {
  const host = firstOf(request.headers['x-forwarded-host']) ?? request.host;
  const protocol = firstOf(request.headers['x-forwarded-proto']) ?? request.protocol;
  const url = `${protocol}://${host}`;
  return URL.canParse(url) ? new URL(url).origin : `${request.protocol}://${request.host}`;
}

function firstOf(header: string | string[] | undefined): string | undefined {
  return (
    String(header ?? '')
      .split(',', 1)[0]
      ?.trim() || undefined
  );
}
