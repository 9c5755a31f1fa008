import { expect, test } from 'vitest';
import { safePath } from './safe-path';

test('a path of this site is kept with its query and its place', () => {
  expect(safePath('/errors?cause=mfa&range=7d')).toBe('/errors?cause=mfa&range=7d');
  expect(safePath('/alerts/a1#silence')).toBe('/alerts/a1#silence');
});

test.each([
  '//evil.example',
  '/\\evil.example',
  'https://evil.example',
  'javascript:alert(1)',
  '',
  '/\t/evil.example',
])('%j leads to the Overview, not elsewhere', (next) => {
  expect(safePath(next)).toBe('/');
});
