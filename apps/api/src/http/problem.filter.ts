import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { isEngineOutOfReach } from './engine-out-of-reach.js';
import { engineUnreachable, ProblemException, problemBody } from './problem.js';
import { type Refusal, writeRefusal } from './refusal.js';
import { requestIdOf } from './request-id.js';

const retryAfterSeconds = 5;

/**
 * Turns whatever is thrown, by Nest, Fastify or our own code, into one shape of answer: problem JSON, or what the
 * route's protocol has in its place.
 */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Problem');

  constructor(private readonly adapterHost: HttpAdapterHost) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request: unknown = http.getRequest();
    const response: unknown = http.getResponse();
    const requestId = requestIdOf(request);
    const { headers, ...refusal } = this.describe(thrown, requestId, request);
    const { httpAdapter } = this.adapterHost;
    if (httpAdapter.isHeadersSent(response)) return;
    const written = writeRefusal(refusal, request);
    for (const [name, value] of Object.entries({ ...headers, ...written.headers })) {
      httpAdapter.setHeader(response, name, value);
    }
    httpAdapter.setHeader(response, 'content-type', written.contentType);
    httpAdapter.reply(response, written.body, written.status);
  }

  private describe(
    thrown: unknown,
    requestId: string,
    request: unknown,
  ): Refusal & { headers: Record<string, string> } {
    if (wasAborted(request)) {
      this.logger.debug({ requestId }, 'the client went away');
      return { problem: problemBody(400, requestId), kind: null, headers: {} };
    }
    if (thrown instanceof ProblemException) {
      const { kind, detail, extras } = thrown;
      const problem = problemBody(thrown.getStatus(), requestId, { kind, detail, errors: extras.errors });
      return { problem, kind, headers: extras.headers ?? {} };
    }
    const status = clientErrorStatus(thrown);
    if (status !== null && thrown instanceof Error) {
      const problem = problemBody(status, requestId, { detail: wordsFor(status, thrown) });
      return { problem, kind: null, headers: {} };
    }
    if (isEngineOutOfReach(thrown)) {
      this.logger.warn({ requestId, err: thrown }, 'an engine is out of reach');
      return this.describe(engineUnreachable(retryAfterSeconds), requestId, request);
    }
    this.logger.error({ requestId, err: thrown }, 'request failed');
    const detail = 'Something went wrong on our side. The server log has more under this request id.';
    return {
      problem: problemBody(500, requestId, { kind: 'internal', detail }),
      kind: 'internal',
      headers: {},
    };
  }
}

/** The status of an error that is the caller's; `null` for one that is ours. */
function clientErrorStatus(thrown: unknown): number | null {
  const status =
    thrown instanceof HttpException
      ? thrown.getStatus()
      : thrown instanceof Error && 'statusCode' in thrown && typeof thrown.statusCode === 'number'
        ? thrown.statusCode
        : 500;
  return status >= 400 && status < 500 ? status : null;
}

/** Words for the errors that frameworks throw; theirs name internals, or nothing that helps. */
function wordsFor(status: number, error: Error): string {
  if (status === 404) return 'There is nothing at this address.';
  if (status === 403 && error.message.startsWith('Cross-origin')) {
    return 'This request came from another site. Changes are accepted only from the pages of this server.';
  }
  return error.message;
}

function wasAborted(request: unknown): boolean {
  if (typeof request !== 'object' || request === null) return false;
  const raw = 'raw' in request && typeof request.raw === 'object' ? request.raw : request;
  return (
    raw !== null &&
    'destroyed' in raw &&
    raw.destroyed === true &&
    'complete' in raw &&
    raw.complete === false
  );
}
