import { expect, test } from 'vitest';
import { problemsOf } from '../testing.js';
import { wordsAllowed } from './words-allowed.js';

const at = (text: string) =>
  problemsOf(wordsAllowed, { codes: [{ code: '1', hints: { 'end-user': [text] } }] });

test.each([
  'Open the login page again.',
  'Login is not possible.',
  'Wait until the logon works.',
  'Try to log in again.',
  'You are logged out.',
  'Please try again.',
  'Simply try again.',
])('%s', (text) => {
  expect(at(text)).toHaveLength(1);
});

test.each([
  'Send login_hint with the user name.',
  'Look at the field Logon Type of the event.',
  'Allow the address login.microsoftonline.com on the proxy.',
  'Read the log in the Admin Console.',
  'Send prompt=login with the request.',
  'Open Actions > Triggers > post-login.',
  'Run aws sso login again.',
  'Search the event named "login".',
])('%s', (text) => {
  expect(at(text)).toEqual([]);
});
