import type { FastifyRequest } from 'fastify';
import type { Refusal, WrittenRefusal } from '../../http/refusal.js';

/** An answer of HTTP Event Collector: a status, and a code that tells answers of one status apart. */
interface HecAnswer {
  status: number;
  code: number;
  text: string;
}

/** Splunk's own table ("Troubleshoot HTTP Event Collector"), as far as something here stands behind a line. */
export const hecAnswers = {
  success: { status: 200, code: 0, text: 'Success' },
  tokenDisabled: { status: 403, code: 1, text: 'Token disabled' },
  tokenRequired: { status: 401, code: 2, text: 'Token is required' },
  invalidAuthorization: { status: 401, code: 3, text: 'Invalid authorization' },
  invalidToken: { status: 403, code: 4, text: 'Invalid token' },
  noData: { status: 400, code: 5, text: 'No data' },
  invalidDataFormat: { status: 400, code: 6, text: 'Invalid data format' },
  incorrectIndex: { status: 400, code: 7, text: 'Incorrect index' },
  internalError: { status: 500, code: 8, text: 'Internal server error' },
  busy: { status: 503, code: 9, text: 'Server is busy' },
  channelMissing: { status: 400, code: 10, text: 'Data channel is missing' },
  invalidChannel: { status: 400, code: 11, text: 'Invalid data channel' },
  eventRequired: { status: 400, code: 12, text: 'Event field is required' },
  eventBlank: { status: 400, code: 13, text: 'Event field cannot be blank' },
  indexedFields: { status: 400, code: 15, text: 'Error in handling indexed fields' },
  healthy: { status: 200, code: 17, text: 'HEC is healthy' },
  queuesFull: { status: 503, code: 18, text: 'HEC is unhealthy, queues are full' },
  healthInvalidToken: { status: 400, code: 21, text: 'Invalid token' },
  healthTokenDisabled: { status: 400, code: 22, text: 'Token disabled' },
} as const satisfies Record<string, HecAnswer>;

const schemes = /^(splunk|basic|bearer) +\S+$/i;

/** A refusal with HEC's codes. What HEC has no code for has its status. */
export function writeHecRefusal(refusal: Refusal, request: FastifyRequest): WrittenRefusal {
  const { status, code, text } = answerTo(refusal, request);
  return { status, contentType: 'application/json', body: JSON.stringify({ text, code }) };
}

function answerTo({ problem, kind }: Refusal, { headers }: FastifyRequest): HecAnswer {
  const { status, detail, title } = problem;
  if (kind === 'ingest-key-needed') return hecAnswers.tokenRequired;
  if (kind === 'ingest-key-unknown') {
    const { authorization } = headers;
    const isMalformed = authorization !== undefined && !schemes.test(authorization.trim());
    return isMalformed ? hecAnswers.invalidAuthorization : hecAnswers.invalidToken;
  }
  if (kind === 'feed-disabled') return hecAnswers.tokenDisabled;
  if (kind === 'empty-body') return hecAnswers.noData;
  if (status === 401) return hecAnswers.invalidAuthorization;
  if (status === 503) return hecAnswers.busy;
  if (status === 400) return hecAnswers.invalidDataFormat;
  if (status >= 500) return hecAnswers.internalError;
  return { status, code: status, text: detail ?? title };
}

/** The same for the health check, which has codes of its own. */
export function writeHealthRefusal(refusal: Refusal, request: FastifyRequest): WrittenRefusal {
  const said = answerTo(refusal, request);
  const { status, code, text } = healthAnswers.get(said.code) ?? said;
  return { status, contentType: 'application/json', body: JSON.stringify({ text, code }) };
}

const healthAnswers: ReadonlyMap<number, HecAnswer> = new Map<number, HecAnswer>([
  [hecAnswers.busy.code, hecAnswers.queuesFull],
  [hecAnswers.tokenDisabled.code, hecAnswers.healthTokenDisabled],
  [hecAnswers.invalidToken.code, hecAnswers.healthInvalidToken],
  [hecAnswers.invalidAuthorization.code, hecAnswers.healthInvalidToken],
]);
