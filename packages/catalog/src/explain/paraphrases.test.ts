import { expect, test } from 'vitest';
import { explain } from '../index.js';

const firstReasons = (text: string) =>
  explain(text)
    .explanations.slice(0, 3)
    .map(({ entry }) => entry.reason);

// What people say, not what systems write: none of these sentences stands in the data.
test.each([
  ["My phone buzzed, I hit No it's not me, and now Okta says the request was refused", 'mfa-denied'],
  ["it keeps telling me that I've tried too many times and I'm locked out now", 'account-locked'],
  ["my password ran out yesterday and now it won't let me in to the laptop", 'password-expired'],
  ["the reply address in the request isn't one of those registered for the app", 'redirect-uri-mismatch'],
  [
    'the secret of our integration ran out over the weekend and all nightly jobs fail',
    'client-secret-expired',
  ],
  ["Duo says I'm not enrolled and there's nothing to press", 'mfa-enrollment-required'],
  ['I clicked cancel on the page where the app asks for permissions', 'consent-declined'],
  ['Okta Verify push was sent but nobody answered it', 'mfa-not-answered'],
  ['state mismatch, your browser blocked the cookie', 'sign-in-page-expired'],
  ['the identity provider is temporarily unavailable, come back later', 'provider-unavailable'],
  ['authorization code was already redeemed', 'authorization-code-reused'],
  ['Unity hub keeps asking me to sign in again, token has expired', 'access-token-invalid'],
  ["the invite link somebody sent me on discord doesn't open", 'invite-not-valid'],
])('%s: %s', (text, reason) => {
  expect(firstReasons(text)).toContain(reason);
});

test.each([
  ['Your card was declined: insufficient funds', 'card-declined'],
  ['The transaction was declined because the CVV number does not match', 'card-details-wrong'],
  ['A duplicate transaction has been submitted', 'payment-request-wrong'],
])('%s: a payment, not a sign-in (%s)', (text, reason) => {
  const [first] = explain(text).explanations;
  expect(first?.entry).toMatchObject({ reason, source: 'outside', outcome: 'other' });
});

test.each([
  ['SAML response is refused: Assertion is not yet valid, NotBefore condition failed', 'assertion-not-valid'],
  ['kinit: Clock skew too great while getting initial credentials', 'clock-out-of-step'],
  ['ldap_sasl_bind(SIMPLE): Cannot contact LDAP server (-1)', 'directory-unreachable'],
  [
    'https://spa.example.com/cb#error=unauthorized&error_description=user%20is%20blocked&state=x',
    'account-disabled',
  ],
  [
    'org.example.LockedException: User account is locked\n\tat org.example.Main(Main.java:3)',
    'account-locked',
  ],
  ['AuthenticationFailureException: Correlation failed.', 'sign-in-page-expired'],
])('what a program writes is read too: %s: %s', (text, reason) => {
  expect(firstReasons(text)).toContain(reason);
});

test.each([
  'Printer out of paper on floor 3',
  'SELECT * FROM users WHERE id = 5',
  'connect ECONNREFUSED 127.0.0.1:5432',
  'No space left on device',
  'Add the garlic and cook for five minutes until brown',
  'HTTP/1.1 200 OK',
  'Process exited with code 1',
])('%s is nothing about sign-in', (text) => {
  expect(explain(text).explanations).toEqual([]);
});
