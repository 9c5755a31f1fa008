import type { FastifyInstance } from 'fastify';
import { ProblemException } from '../http/problem.js';
import type { Identify } from './principal.js';

/**
 * Lets nobody under /api without credentials, except to sign in and to bring logs, which a key of its own guards. It goes by the route that was found, not by the
 * address as written, which can be written in many ways; and it comes before a body is read.
 */
export function requireCredentials(fastify: FastifyInstance, identify: Identify): void {
  fastify.decorateRequest('principal', null);
  fastify.addHook('onRequest', async (request) => {
    const route = request.routeOptions.url ?? '';
    if (!isUnder(route, '/api') || isUnder(route, '/api/auth')) return;
    if (request.routeOptions.config.ingest === true) return;
    request.principal = await identify(request);
    if (request.principal !== null) return;
    throw new ProblemException(
      401,
      'credentials-needed',
      'Sign in, or send an API token as Authorization: Bearer.',
      {
        headers: { 'www-authenticate': 'Bearer realm="turnaway api"' },
      },
    );
  });
}

function isUnder(route: string, prefix: string): boolean {
  return route === prefix || route.startsWith(`${prefix}/`);
}
