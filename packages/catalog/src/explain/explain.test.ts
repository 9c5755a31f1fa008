import { explainResponseSchema } from '@turnaway/contracts/catalog-entry';
import { formatErrorCode } from '@turnaway/contracts/error-code';
import { expect, test } from 'vitest';
import { entries, explain } from '../index.js';

const codesOf = (text: string) => explain(text).explanations.map(({ entry }) => formatErrorCode(entry));

test.each([
  ['AADSTS50126', 'entra/50126'],
  ['aadsts50126: some text', 'entra/50126'],
  ['50126', 'entra/50126'],
  ['E0000004', 'okta/E0000004'],
  ['AADB2C90006', 'entra-b2c/AADB2C90006'],
  ['fp', 'auth0/fp'],
  ['f', 'auth0/f'],
  ['0xC000006A', 'windows/0xC000006A'],
  ['-1073741718', 'windows/0xC000006A'],
  ['STATUS_WRONG_PASSWORD', 'windows/0xC000006A'],
  ['InvalidUserNameOrPassword', 'entra/50126'],
  ['entra/50053#malicious-ip', 'entra/50053#malicious-ip'],
  ['seen in okta/LOCKED_OUT.', 'okta/LOCKED_OUT'],
  ['urn:oasis:names:tc:SAML:2.0:status:NoPassive', 'saml/urn:oasis:names:tc:SAML:2.0:status:NoPassive'],
])('the code %s is explained by %s', (text, code) => {
  expect(codesOf(text)[0]).toBe(code);
});

test.each([
  ['{"type": "f", "description": "Callback URL mismatch."}', 'auth0/f#callback-mismatch'],
  ['Sign-on policy evaluation resulted in DENY', 'okta/Sign-on policy evaluation resulted in DENY'],
  ['https://app.example/cb?error=login_required&state=x', 'oauth/login_required'],
  ['2026-01-02T03:04:05Z sign-in failed code=50074 app=Mail', 'entra/50074'],
  ['{"outcome":{"result":"FAILURE","reason":"INVALID_CREDENTIALS"}}', 'okta/INVALID_CREDENTIALS'],
  ['{\\"error\\":\\"invalid_scope\\"}', 'oauth/invalid_scope'],
  ['An account failed to log on. Status: 0xC000006D Sub Status: 0xC0000064', 'windows/0xC0000064'],
  ['Kerberos pre-authentication failed. Failure Code: 0x18', 'kerberos/0x18'],
  [
    '80090308: LdapErr: DSID-0C09042A, comment: AcceptSecurityContext error, data 52e, v4563',
    'active-directory/52e',
  ],
  ['%ASA-6-113005: AAA user authentication Rejected : reason = x', 'cisco-asa/113005'],
  ['type=LOGIN_ERROR, realmId=shop, error=invalid_user_credentials', 'keycloak/invalid_user_credentials'],
  [
    'com.amazonaws.services.cognitoidp.model.NotAuthorizedException: made-up text\n\tat com.example.App.main(App.java:7)',
    'cognito/NotAuthorizedException',
  ],
  ['Microsoft.Identity.Client.MsalUiRequiredException: AADSTS50076: text\n   at App.Main()', 'entra/50076'],
  ['Cisco ISE failure 22056 for this user', 'cisco-ise/22056'],
  ['CEF:0|Okta|Workforce|1|user.session.start|text|5|outcome=FAILURE reason=LOCKED_OUT', 'okta/LOCKED_OUT'],
])('%s is explained by %s', (text, code) => {
  expect(codesOf(text)[0]).toBe(code);
});

test('the inner code wins over the word that carries it', () => {
  const body = '{"error":"invalid_grant","error_description":"AADSTS700082: text","error_codes":[700082]}';
  const [first, ...others] = explain(body).explanations;
  expect(first && formatErrorCode(first.entry)).toBe('entra/700082');
  const carrier = others.find(({ entry }) => entry.system === 'oauth');
  expect(carrier?.certainty).toBeLessThan(0.5);
});

test('several codes in one text each get an answer', () => {
  expect(codesOf('first AADSTS50126, then AADSTS50053, then E0000047').slice(0, 3).sort()).toEqual([
    'entra/50053',
    'entra/50126',
    'okta/E0000047',
  ]);
});

test('letters inside a sentence are not taken for the codes f and s', () => {
  expect(codesOf('Option s or f')).not.toContain('auth0/s');
});

test('a code that several systems use is answered for each, the standard first', () => {
  expect(codesOf('access_denied')[0]).toBe('oauth/access_denied');
  expect(codesOf('access_denied').length).toBeGreaterThan(1);
});

test('a system that the text names comes before the standard', () => {
  expect(codesOf('duo says access_denied')[0]).toMatch(/^duo\//);
});

test('a small number is a code only where its system is named', () => {
  expect(codesOf('the 8 chairs in row 8')).toEqual([]);
  expect(codesOf('Authorize.Net response reason code 8')[0]).toBe('authorize-net/8');
});

test('a sentence with no code is answered by its wording, with less certainty', () => {
  const [first] = explain('the account is locked').explanations;
  expect(first).toMatchObject({ match: 'phrase', entry: { reason: 'account-locked' } });
  expect(first?.certainty).toBeLessThan(0.9);
  expect(first?.why).toContain('lock');
});

test('a code that the catalog lacks is named, and its neighbors are shown', () => {
  const { explanations, nearest, unknownCodes } = explain('AADSTS5012699: made-up text');
  expect(explanations).toEqual([]);
  expect(unknownCodes).toEqual([{ system: 'entra', code: '5012699' }]);
  expect(nearest[0]?.system).toBe('entra');
  expect(explain('AADSTS50126').unknownCodes).toEqual([]);
});

test.each(['error', 'denied', 'token', 'timeout', 'password', '401', '403 Forbidden', 'success'])(
  'the bare word %s is not answered with confidence',
  (text) => {
    expect(explain(text).explanations[0]?.certainty ?? 0).toBeLessThanOrEqual(0.5);
  },
);

test('a misspelled word is understood', () => {
  const reasons = explain('the acount is dissabled').explanations.map(({ entry }) => entry.reason);
  expect(reasons).toContain('account-disabled');
});

test.each(['', '   ', 'hello world', '\u0000\uFFFF', 'Lorem ipsum dolor sit amet', 'How do I cook pasta?'])(
  '%j has no answer rather than a wrong one',
  (text) => {
    expect(explain(text).explanations).toEqual([]);
  },
);

test('what is not certain is at least near', () => {
  const { explanations, nearest } = explain('we keep the passwords of customers in a spreadsheet');
  expect(explanations).toEqual([]);
  expect(nearest.length).toBeGreaterThan(0);
});

test('every code is explained by itself', () => {
  const lost = entries().filter(
    (entry) =>
      entry.variant === null && !codesOf(`${entry.system}/${entry.code}`).includes(formatErrorCode(entry)),
  );
  expect(lost.map(formatErrorCode)).toEqual([]);
});

test('never more than 20 answers, best first, in the promised shape', () => {
  const text = entries()
    .slice(0, 500)
    .map((entry) => `${entry.system}/${entry.code} ${entry.system}@example.com`)
    .join('\n');
  const response = explain(text);
  expect(() => explainResponseSchema.parse(response)).not.toThrow();
  const certainties = response.explanations.map(({ certainty }) => certainty);
  expect(certainties).toEqual([...certainties].sort((a, b) => b - a));
  expect(certainties).toHaveLength(20);
});
