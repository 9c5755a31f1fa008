import type { Delivery } from '@turnaway/contracts';

export type DeliveryError = NonNullable<Delivery['attempts'][number]['error']>;

const timeoutNames = ['TimeoutError', 'AbortError', 'ConnectTimeoutError', 'HeadersTimeoutError'];
const tlsCodes =
  /^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|CRL_|HOSTNAME_MISMATCH|INVALID_CA|EPROTO)/;
/** Errors hold the errors that caused them; honest ones are not nested deeper. */
const depthMax = 5;

/** The class of an error that ended an attempt before there was an answer. Nothing else of it is kept. */
export function classifyFailure(error: unknown, depth = 0): DeliveryError {
  if (!(error instanceof Error) || depth > depthMax) return 'connection';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (timeoutNames.includes(error.name) || code === 'ETIMEDOUT') return 'timeout';
  if (tlsCodes.test(code)) return 'tls';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'dns';
  const causes =
    error instanceof AggregateError ? error.errors : error.cause === undefined ? [] : [error.cause];
  const [first] = causes
    .map((cause) => classifyFailure(cause, depth + 1))
    .filter((kind) => kind !== 'connection');
  return first ?? 'connection';
}
