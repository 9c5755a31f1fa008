import { expect, test } from 'vitest';
import { codesOf } from './codes-of.js';

test.each([
  ['wrong-credential', 'entra/50126'],
  ['no-such-account', 'entra/50034'],
  ['no-such-account', 'auth0/fu'],
  ['locked-out', 'okta/LOCKED_OUT'],
  ['blocked-address', 'entra/50053#malicious-ip'],
  ['token-reused', 'entra/54005'],
  ['credential-expired', 'entra/7000222'],
  ['credential-proven', 'entra/50076'],
] as const)('%s holds %s', (role, code) => {
  expect(codesOf(role)).toContain(code);
});

test('a success is nothing that was refused', () => {
  expect(codesOf('credential-proven')).not.toContain('entra/0');
});
