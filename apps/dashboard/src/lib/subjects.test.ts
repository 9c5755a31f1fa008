import { expect, test } from 'vitest';
import { readView } from './read-view';
import { subjectHref } from './subjects';
import { only } from './view';

const view = readView({ cause: 'mfa', range: '7d' }, new Date('2026-11-23T12:00:00Z'));

test('a page of a person keeps the filters and the time, apart from the one that it stands for', () => {
  expect(subjectHref(only(view, 'user', 'bob@example.com'), 'user', 'ada@example.com')).toBe(
    '/people/ada%40example.com?cause=mfa&range=7d',
  );
});

test('an address with colons or a name with slashes is one segment', () => {
  expect(subjectHref(view, 'ip', '2001:db8::1')).toBe('/addresses/2001%3Adb8%3A%3A1?cause=mfa&range=7d');
  expect(subjectHref(view, 'app', 'A/B?')).toBe('/apps/A%2FB%3F?cause=mfa&range=7d');
});
