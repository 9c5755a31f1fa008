import type { FastifyInstance } from 'fastify';
import { unavailable } from './problem.js';

const retryAfterSeconds = 5;

/** Sends away who still asks on an open connection while the server stops, and asks to come back. */
export function refuseWhileClosing(fastify: FastifyInstance): void {
  let closing = false;
  fastify.addHook('preClose', async () => {
    closing = true;
  });
  fastify.addHook('onRequest', async (_request, reply) => {
    if (!closing) return;
    reply.header('connection', 'close');
    throw unavailable('The server is stopping. Try again in a moment.', retryAfterSeconds);
  });
}
