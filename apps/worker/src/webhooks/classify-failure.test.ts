import { expect, test } from 'vitest';
import { classifyFailure } from './classify-failure.js';

const coded = (code: string) => Object.assign(new Error('x'), { code });

test.each([
  ['timeout', new DOMException('x', 'TimeoutError')],
  ['timeout', Object.assign(new Error('x'), { name: 'ConnectTimeoutError' })],
  ['timeout', coded('ETIMEDOUT')],
  ['tls', coded('DEPTH_ZERO_SELF_SIGNED_CERT')],
  ['tls', coded('ERR_TLS_CERT_ALTNAME_INVALID')],
  ['tls', coded('CERT_HAS_EXPIRED')],
  ['tls', coded('UNABLE_TO_VERIFY_LEAF_SIGNATURE')],
  ['dns', coded('ENOTFOUND')],
  ['connection', coded('ECONNREFUSED')],
  ['connection', 'no error at all'],
  ['tls', new Error('fetch failed', { cause: coded('SELF_SIGNED_CERT_IN_CHAIN') })],
  ['timeout', new AggregateError([coded('ECONNREFUSED'), coded('ETIMEDOUT')])],
])('%s: %s', (kind, error) => {
  expect(classifyFailure(error)).toBe(kind);
});
