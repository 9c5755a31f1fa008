import { expect, test } from 'vitest';
import { splitWords } from './split-words.js';

const same = (a: string, b: string) => expect(splitWords(a)).toEqual(splitWords(b));

test.each([
  ['expires', 'expired'],
  ['authenticate', 'authentication'],
  ['policies', 'policy'],
  ['revocation', 'revoked'],
  ['denied', 'deny'],
  ['log in', 'sign-in'],
  ['logon', 'signed in'],
  ['the reply URL', 'the redirect_uri'],
  ['multi-factor authentication', 'MFA'],
  ["isn't valid", 'is not valid'.replace('is ', '')],
  ['InvalidUserName', 'invalid user name'],
  ['STATUS_ACCOUNT_DISABLED', 'status account disabled'],
  ['incorrect password', 'wrong password'],
])('%s says the same as %s', (a, b) => {
  same(a, b);
});

test.each([
  ['expired', 'expected'],
  ['token', 'tenant'],
  ['signed in', 'signed out'],
])('%s does not say the same as %s', (a, b) => {
  expect(splitWords(a)).not.toEqual(splitWords(b));
});
