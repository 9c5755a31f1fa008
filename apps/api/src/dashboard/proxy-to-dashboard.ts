import httpProxy from '@fastify/http-proxy';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { dashboardDownPage } from './down-page.js';

const answersWithinMs = 30_000;

/** Passes everything that is not the API's own on to the dashboard, as if the browser had asked it there. */
export async function proxyToDashboard(app: NestFastifyApplication, dashboardUrl: string): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  await fastify.register(async (scope) => {
    // The dashboard reads bodies by itself.
    scope.removeAllContentTypeParsers();
    await scope.register(httpProxy, {
      upstream: dashboardUrl,
      config: { proxied: true },
      disableRequestLogging: true,
      retryMethods: [],
      undici: {
        connections: 64,
        connectTimeout: 5_000,
        headersTimeout: answersWithinMs,
        bodyTimeout: answersWithinMs,
      },
      replyOptions: {
        rewriteRequestHeaders: (request, headers) => ({ ...headers, ...forwarded(request) }),
        onError: (reply, { error }) => {
          const timedOut = 'statusCode' in error && error.statusCode === 504;
          reply
            .status(timedOut ? 504 : 502)
            .header('retry-after', '5')
            .header('cache-control', 'no-store')
            .header(
              'content-security-policy',
              "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
            )
            .type('text/html; charset=utf-8')
            .send(dashboardDownPage(reply.request.id));
        },
      },
    });
  });
}

/** What is read of a request, whichever version of HTTP it came by. */
type ProxiedRequest = Pick<FastifyRequest, 'headers' | 'host' | 'protocol' | 'id'> & {
  socket: { remoteAddress?: string | undefined };
};

/** Where the request came to and from. What a caller says of itself is passed on only as its own word, in order. */
function forwarded(request: ProxiedRequest): Record<string, string> {
  const before = request.headers['x-forwarded-for'];
  const address = request.socket.remoteAddress ?? '';
  return {
    host: request.headers.host ?? '',
    'x-forwarded-host': request.host,
    'x-forwarded-proto': request.protocol,
    'x-forwarded-for': before === undefined ? address : `${String(before)}, ${address}`,
    'x-request-id': request.id,
  };
}
