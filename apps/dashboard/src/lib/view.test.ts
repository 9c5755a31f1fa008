import { expect, test } from 'vitest';
import { readView } from './read-view';
import { apiQuery, during, hrefTo, only, viewQuery, without } from './view';

const now = new Date('2026-11-23T12:00:00Z');

test('the last 24 hours are meant where the address says nothing', () => {
  const view = readView({}, now);
  expect([view.from, view.to]).toEqual(['2026-11-22T12:00:00.000Z', '2026-11-23T12:00:00.000Z']);
  expect(viewQuery(view).toString()).toBe('');
});

test('a relative range stays relative in the address and is fixed for the API', () => {
  const view = readView({ range: '1h', cause: ['mfa', 'consent'] }, now);
  expect(viewQuery(view).toString()).toBe('cause=mfa&cause=consent&range=1h');
  expect(apiQuery(view).get('from')).toBe('2026-11-23T11:00:00.000Z');
});

test('what is not understood is left out and named, never an error', () => {
  const view = readView({ cause: 'bogus', range: 'forever', app: 'VPN', toString: 'x' }, now);
  expect(view.filter).toEqual({ app: ['VPN'] });
  expect(view.ignored).toEqual(['cause', 'range']);
  expect(readView({ range: 'toString' }, now).range).toBe('24h');
});

test('times the wrong way round fall back to the usual range', () => {
  const view = readView({ from: '2026-11-23T00:00:00Z', to: '2026-11-22T00:00:00Z' }, now);
  expect(view.range).toBe('24h');
  expect(view.ignored).toEqual(['from and to']);
});

test('adding, narrowing and taking away a filter keep the rest', () => {
  const view = readView({ cause: ['mfa', 'consent'], app: 'A & B/c', range: '7d' }, now);
  expect(hrefTo('/errors', without(view, 'cause', 'mfa'))).toBe(
    '/errors?cause=consent&app=A+%26+B%2Fc&range=7d',
  );
  expect(without(without(view, 'cause', 'mfa'), 'cause', 'consent').filter).toEqual({ app: ['A & B/c'] });
  expect(only(view, 'app', 'VPN').filter).toEqual({ cause: ['mfa', 'consent'], app: ['VPN'] });
});

test('what it is compared with and the time zone go along', () => {
  const view = readView({ compare: 'week', tz: 'Asia/Kolkata' }, now);
  expect(viewQuery(view).toString()).toBe('compare=week&tz=Asia%2FKolkata');
  expect(apiQuery(view).get('compare')).toBe('week');
  expect(apiQuery(view).has('tz')).toBe(false);
  expect(readView({ compare: 'never', tz: 'Mars/Olympus' }, now).ignored).toEqual(['compare', 'tz']);
});

test('an address made from a view reads back to the same view', () => {
  const fixed = during(
    readView({ ip: '2001:db8::1' }, now),
    '2026-11-01T00:00:00.000Z',
    '2026-11-02T00:00:00.000Z',
  );
  const params = Object.fromEntries(viewQuery(fixed));
  expect(readView(params, now)).toEqual(fixed);
});
