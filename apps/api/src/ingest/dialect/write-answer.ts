import type { Dialect, IngestAnswer } from '@turnaway/contracts';
import type { FastifyRequest } from 'fastify';
import type { Refusal, WrittenRefusal } from '../../http/refusal.js';
import { recognizeDialect } from './recognize-dialect.js';

/** What a sender at a plain address is told once its batch is stored. */
export interface Answer {
  status: number;
  body: object | null;
}

/** The answer in the words of a dialect; 202 with the batch for whoever has none of their own. */
export function writeTaken(dialect: Dialect, taken: IngestAnswer, { headers }: FastifyRequest): Answer {
  switch (dialect) {
    case 'firehose':
      return { status: 200, body: { requestId: firehoseRequestId(headers), timestamp: Date.now() } };
    case 'okta':
    case 'pubsub':
      return { status: 204, body: null };
    default:
      return { status: 202, body: taken };
  }
}

/** Statuses that only this body is to blame for: sending it again is no use. */
const spoiled = new Set([400, 413, 415]);

/** A refusal in the words of whoever sent to a plain address; `null` for problem JSON. */
export function writePlainRefusal({ problem }: Refusal, request: FastifyRequest): WrittenRefusal | null {
  const dialect = request.wire?.dialect ?? recognizeDialect({ headers: request.headers, head: '' });
  const { status, detail, title } = problem;
  if (dialect === 'firehose') {
    // Firehose takes any other body for a failure of its own kind, and shows this message in its error log.
    const answer = {
      requestId: firehoseRequestId(request.headers),
      timestamp: Date.now(),
      errorMessage: detail ?? title,
    };
    return { status, contentType: 'application/json', body: JSON.stringify(answer) };
  }
  // syslog-ng sends a body again for ever on 400, 413 and 415; on 422 it drops it and goes on.
  if (dialect === 'syslog-ng' && spoiled.has(status)) {
    if (request.wire !== null) request.wire.refusedAs = status;
    const body = JSON.stringify({ ...problem, status: 422, title: 'Unprocessable Entity' });
    return { status: 422, contentType: 'application/problem+json; charset=utf-8', body };
  }
  return null;
}

const requestIdLengthMax = 128;

/** Firehose's id of a request, the same at every try; empty where it names none. */
export function firehoseRequestId(headers: FastifyRequest['headers']): string {
  const id = headers['x-amz-firehose-request-id'];
  return typeof id === 'string' ? id.slice(0, requestIdLengthMax) : '';
}
