import helmet from '@fastify/helmet';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The answer is the dashboard's, with its own content security policy. */
    proxied?: boolean;
  }
}

/** What the page of the API's documentation needs: its own scripts, and styles that its scripts set. */
const docsPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'";
const apiPolicy = "default-src 'none'; frame-ancestors 'none'";

/** Headers that make browsers careful with what the API answers, and keep answers out of caches. */
export async function addSecurityHeaders(app: NestFastifyApplication, publicUrl: string | undefined) {
  await app.register(helmet, {
    contentSecurityPolicy: false,
    frameguard: { action: 'deny' },
    hsts: publicUrl?.startsWith('https:') === true,
  });
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    if (request.routeOptions.config.proxied === true) return;
    const isDocs = request.routeOptions.url?.startsWith('/api/docs') === true;
    reply.header('content-security-policy', isDocs ? docsPolicy : apiPolicy);
    reply.header('cache-control', 'no-store');
  });
}
