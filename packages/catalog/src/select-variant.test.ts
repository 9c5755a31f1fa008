import { expect, test } from 'vitest';
import { entries, lookup, selectVariant, type VariantFacts } from './index.js';

const facts = (some: Partial<VariantFacts>): VariantFacts => ({
  text: '',
  interactive: null,
  signals: [],
  ...some,
});

test.each([
  [
    'entra',
    '50053',
    'Sign-in was blocked because it came from an IP address with malicious activity',
    'malicious-ip',
  ],
  ['entra', '50053', 'The account is locked', null],
  ['entra', '500121', 'MFA denied; user declined the authentication', 'denied'],
  ['entra', '500121', 'MFA denied; Phone App Reported Fraud', 'fraud'],
  ['entra', '500121', 'MFA denied; user did not respond to mobile app notification', 'no-answer'],
  ['entra', '500121', 'MFA denied; invalid verification code', 'wrong-code'],
  ['entra', '500121', 'MFA denied; entered incorrect code too many times', 'limit'],
  ['entra', '500121', '', null],
  ['auth0', 'f', 'Callback URL mismatch. http://localhost is not in the list', 'callback-mismatch'],
  ['auth0', 'f', 'the connection is not enabled', 'connection-not-enabled'],
  ['auth0', 'f', 'user is blocked', 'user-blocked'],
  ['auth0', 'f', 'something else', null],
  ['auth0', 'feacft', 'Unauthorized', 'client-secret-wrong'],
  ['oauth', 'invalid_grant', 'The authorization code is invalid or has expired.', 'code-expired'],
  ['oauth', 'invalid_grant', 'PKCE verification failed', 'pkce'],
  ['entra', '50126', 'any text', null],
])('%s/%s with the text "%s" is the variant %s', (system, code, text, variant) => {
  expect(selectVariant(system, code, facts({ text }))).toBe(variant);
});

test('missing consent is a failure only when nobody was there to be asked', () => {
  expect(selectVariant('entra', '65001', facts({ interactive: false }))).toBe('silent');
  expect(selectVariant('entra', '65001', facts({ interactive: true }))).toBeNull();
  expect(selectVariant('entra', '65001', facts({ interactive: null }))).toBeNull();
});

test('a policy block is a threat only when the issuer names risk', () => {
  expect(selectVariant('entra', '53003', facts({ signals: ['risk'] }))).toBe('risk');
  expect(selectVariant('entra', '53003', facts({ text: 'no risk here' }))).toBeNull();
});

test('a rejected push is not a wrong password', () => {
  expect(selectVariant('okta', 'INVALID_CREDENTIALS', facts({ signals: ['push'] }))).toBe('push-denied');
  expect(selectVariant('okta', 'INVALID_CREDENTIALS', facts({}))).toBeNull();
});

test('every variant says in words when it applies', () => {
  const silent = entries().filter(({ variant, when }) => (variant === null) !== (when === null));
  expect(silent).toEqual([]);
  expect(lookup({ system: 'entra', code: '53003', variant: 'risk' })?.when).toMatch(/risk/);
});
