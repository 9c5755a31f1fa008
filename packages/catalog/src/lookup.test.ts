import { expect, test } from 'vitest';
import { catalogVersion, entries, lookup } from './index.js';

test('a variant that is not known is answered with its code', () => {
  const entry = lookup({ system: 'entra', code: '50053', variant: 'from-the-future' });
  expect(entry).toMatchObject({ code: '50053', variant: null, reason: 'account-locked' });
});

test('a code that is not known is never guessed', () => {
  expect(lookup({ system: 'entra', code: '999999', variant: null })).toBeNull();
  expect(lookup({ system: 'no-such-system', code: '50126', variant: null })).toBeNull();
});

test('names of object properties are no codes', () => {
  expect(lookup({ system: 'entra', code: 'constructor', variant: null })).toBeNull();
  expect(lookup({ system: '__proto__', code: 'toString', variant: null })).toBeNull();
});

test('every entry is found under its own code', () => {
  expect(entries().filter((entry) => lookup(entry) !== entry)).toEqual([]);
});

test('steps for the own system come before the general ones', () => {
  const hints = lookup({ system: 'okta', code: 'DENY', variant: null })?.hints['tenant-admin'];
  expect(hints?.[0]).toContain('System Log');
});

test('the version says which data an answer came from', () => {
  expect(catalogVersion).toMatch(/^[0-9a-f]{12}$/);
});
