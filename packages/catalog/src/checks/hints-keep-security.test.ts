import { expect, test } from 'vitest';
import { problemsOf } from '../testing.js';
import { hintsKeepSecurity } from './hints-keep-security.js';

const at = (text: string) =>
  problemsOf(hintsKeepSecurity, { codes: [{ code: '1', hints: { 'tenant-admin': [text] } }] });

test.each([
  'Disable MFA for the user.',
  'Turn off the Conditional Access policy and try again.',
  'Switch off certificate validation in the client.',
  'Exclude the user from the MFA policy.',
  'Set StrictHostKeyChecking off by disabling the host key check.',
  'Tell the caller the new password on the phone.',
  'Send the client secret by e-mail.',
  'Ignore certificate errors in the browser.',
  'Set the password to never expire.',
  'Allow any redirect address.',
])('%s', (text) => {
  expect(at(text)).toHaveLength(1);
});

test.each([
  'Never turn off MFA for this.',
  'Do not exclude the user from the policy.',
  'Turn off legacy sign-in for the tenant.',
  'Register another factor first, then turn off MFA by text message.',
  'Tell the caller the rules of the password policy.',
  'Disable the old client secret in the portal.',
  'Review the Conditional Access policy named in the sign-in.',
])('%s', (text) => {
  expect(at(text)).toEqual([]);
});
