import { expect, test } from 'vitest';
import { readView } from './read-view';
import { savedHref, showsTheSame, toSavedQuery } from './saved-query';

const now = new Date('2026-11-23T12:00:00Z');
const view = readView({ cause: ['mfa', 'consent'], range: '7d', compare: 'week', tz: 'Europe/Oslo' }, now);
const id = '0b2f0f7e-4c1e-4f6e-9a43-1f2d3c4b5a69';

test('a page is kept with its filters, time and order, and opens as it was', () => {
  const query = toSavedQuery('/errors', view, { sort: 'people', cursor: 'x', q: 'alice', by: null });
  if (query === null) throw new Error('expected a query');
  expect(query.own).toEqual({ sort: 'people' });
  const href = savedHref({ id, path: '/errors', query });
  const opened = new URL(href, 'http://localhost').searchParams;
  const params = Object.fromEntries([...new Set(opened.keys())].map((name) => [name, opened.getAll(name)]));
  expect(readView(params, now)).toEqual({ ...view, saved: id });
  expect(opened.get('sort')).toBe('people');
});

test('a list that was followed live is followed again, as long as its time goes up to now', () => {
  const query = toSavedQuery('/sign-ins', view, { live: '1', columns: null });
  if (query === null) throw new Error('expected a query');
  const opened = new URL(savedHref({ id, path: '/sign-ins', query }), 'http://localhost').searchParams;
  expect(opened.get('live')).toBe('1');
  expect(opened.get('range')).toBe('7d');
});

test('a view that was narrowed is not the same any more; the order of values changes nothing', () => {
  const saved = toSavedQuery('/', view, {});
  const turned = toSavedQuery('/', { ...view, filter: { cause: ['consent', 'mfa'] } }, {});
  const narrowed = toSavedQuery('/', { ...view, filter: { cause: ['mfa'] } }, {});
  if (saved === null || turned === null || narrowed === null) throw new Error('expected queries');
  expect(showsTheSame(saved, turned)).toBe(true);
  expect(showsTheSame(saved, narrowed)).toBe(false);
});

test('a page whose path names somebody cannot be kept', () => {
  expect(toSavedQuery('/people/alice%40example.com', view, {})).toBeNull();
  expect(toSavedQuery('/addresses/192.0.2.1', view, {})).toBeNull();
});
