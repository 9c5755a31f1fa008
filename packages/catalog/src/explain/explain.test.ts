import { explanationSchema } from '@turnaway/contracts/catalog-entry';
import { formatErrorCode } from '@turnaway/contracts/error-code';
import { expect, test } from 'vitest';
import { entries, explain } from '../index.js';

const codesOf = (text: string) => explain(text).map(({ entry }) => formatErrorCode(entry));

test.each([
  ['AADSTS50126', 'entra/50126'],
  ['aadsts50126: some text', 'entra/50126'],
  ['50126', 'entra/50126'],
  ['E0000004', 'okta/E0000004'],
  ['fp', 'auth0/fp'],
  ['f', 'auth0/f'],
  ['{"type": "f", "description": "Callback URL mismatch."}', 'auth0/f#callback-mismatch'],
  ['InvalidUserNameOrPassword', 'entra/50126'],
  ['entra/50053#malicious-ip', 'entra/50053#malicious-ip'],
  ['seen in okta/LOCKED_OUT.', 'okta/LOCKED_OUT'],
  ['Sign-on policy evaluation resulted in DENY', 'okta/Sign-on policy evaluation resulted in DENY'],
  ['https://app.example/cb?error=login_required&state=x', 'oauth/login_required'],
  ['2026-01-02T03:04:05Z sign-in failed code=50074 app=Mail', 'entra/50074'],
  ['{"outcome":{"result":"FAILURE","reason":"INVALID_CREDENTIALS"}}', 'okta/INVALID_CREDENTIALS'],
  ['{\\"error\\":\\"invalid_scope\\"}', 'oauth/invalid_scope'],
])('%s is explained by %s', (text, code) => {
  expect(codesOf(text)[0]).toBe(code);
});

test('the inner code wins over the word that carries it', () => {
  const body = '{"error":"invalid_grant","error_description":"AADSTS700082: text","error_codes":[700082]}';
  const [first, second] = explain(body);
  expect(first && formatErrorCode(first.entry)).toBe('entra/700082');
  expect(second && formatErrorCode(second.entry)).toBe('oauth/invalid_grant');
  expect(second?.certainty).toBeLessThan(0.5);
});

test('the inner code is found in an encoded address', () => {
  expect(codesOf('https://a.example/?error=access_denied&error_description=AADSTS65004%3a+text')[0]).toBe(
    'entra/65004',
  );
});

test('several codes in one text each get an answer', () => {
  expect(codesOf('first AADSTS50126, then AADSTS50053, then E0000047')).toEqual([
    'entra/50126',
    'entra/50053',
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

test('a sentence with no code is answered by its wording, with less certainty', () => {
  const [first] = explain('the account is locked');
  expect(first).toMatchObject({ match: 'phrase', entry: { reason: 'account-locked' } });
  expect(first?.certainty).toBeLessThan(0.8);
});

test.each(['', '   ', 'hello world', 'AADSTS999999', '\u0000\uFFFF'])(
  '%j has no answer rather than a wrong one',
  (text) => {
    expect(explain(text)).toEqual([]);
  },
);

test('every code is explained by itself', () => {
  const lost = entries().filter(
    (entry) => !codesOf(entry.code).includes(formatErrorCode({ ...entry, variant: null })),
  );
  expect(lost.filter(({ variant }) => variant === null).map(formatErrorCode)).toEqual([]);
});

test('never more than 20 answers, best first, in the promised shape', () => {
  const text = entries()
    .map((entry) => `${entry.system}/${entry.code}`)
    .join('\n');
  const answers = explain(text);
  expect(answers.length).toBe(20);
  expect(answers).toEqual([...answers].sort((a, b) => b.certainty - a.certainty));
  for (const answer of answers) expect(() => explanationSchema.parse(answer)).not.toThrow();
});

test('hostile text costs no more than a moment', () => {
  const start = performance.now();
  for (const part of ['a', 'a_', 'error: ', '"error":"', 'AADSTS', 'a/', '%3', 'access_denied ', ' ']) {
    explain(`?error=${part.repeat(65_536 / part.length)}`);
  }
  expect(performance.now() - start).toBeLessThan(2_000);
});
