import type { IncomingMessage, ServerResponse } from 'node:http';
import { RequestMethod } from '@nestjs/common';
import type { Params } from 'nestjs-pino';
import type { DestinationStream } from 'pino';
import { makeRequestId } from './request-id.js';

const textMax = 2_000;

/**
 * How the log is written: JSON lines, of a request only what holds no personal data and no secret. So no
 * headers, no query (filters name people), no address, and the key in an ingest path left out.
 */
export function loggerParams(level: string, stream?: DestinationStream): Params {
  const options: Params['pinoHttp'] = {
    level,
    genReqId: (request) => request.id ?? makeRequestId(request),
    customLogLevel: (request, response, error) => levelOf(request, response, error),
    customSuccessMessage: () => 'request answered',
    customErrorMessage: () => 'request failed',
    wrapSerializers: false,
    serializers: {
      req: (request: { id: unknown; method: string; url: string; originalUrl?: string }) => ({
        id: request.id,
        method: request.method,
        path: loggedPath(request.originalUrl ?? request.url),
      }),
      res: (response: { statusCode: number }) => ({ status: response.statusCode }),
      err: loggedError,
    },
    // What the serializers leave out cannot leak; this is for a line that someone adds without thinking of it.
    redact: ['*.headers', '*.authorization', '*.cookie', '*.token', '*.key', '*.secret', '*.password'],
  };
  return {
    pinoHttp: stream === undefined ? options : [options, stream],
    // All paths; the default of the library is written in a way that Fastify's middleware does not match.
    forRoutes: [{ path: '/{*path}', method: RequestMethod.ALL }],
  };
}

/** The path of a request as it may stand in a log. */
function loggedPath(url: string): string {
  const path = url.split('?', 1)[0] ?? '';
  const [, route] = /^(\/ingest|\/v1\/input)\//.exec(path) ?? [];
  return route === undefined ? path.slice(0, textMax) : `${route}/[key]`;
}

const frequentPath =
  /^\/(ingest|services\/collector|(?:otlp\/)?v1\/logs|loki|api\/prom|api\/v2\/logs|v1\/input|es|healthz|readyz|ready|metrics|_next)(\/|$)/;

function levelOf(request: IncomingMessage, response: ServerResponse, error: Error | undefined) {
  if (response.statusCode >= 500 && response.statusCode !== 503) return 'error';
  const path = loggedPath(request.url ?? '');
  const frequent = frequentPath.test(path);
  if (frequent || error !== undefined) return 'debug';
  return response.statusCode >= 500 ? 'warn' : 'info';
}

/** An error's class, words and stack; not the values that database errors carry beside them. */
function loggedError(error: unknown) {
  if (!(error instanceof Error)) return { type: typeof error };
  return {
    type: error.name,
    ...('code' in error && typeof error.code === 'string' ? { code: error.code } : {}),
    message: error.message.slice(0, textMax),
    stack: error.stack?.slice(0, textMax),
  };
}
