import { expect, test } from 'vitest';
import { resolveRange } from './range.js';

const now = new Date('2026-03-10T12:00:00Z');

test('without a range, the last 24 hours are meant', () => {
  expect(resolveRange({}, now)).toEqual({ from: '2026-03-09T12:00:00.000Z', to: '2026-03-10T12:00:00.000Z' });
});

test('an end alone means the day before it, a start alone means until now', () => {
  expect(resolveRange({ to: '2026-03-01T00:00:00Z' }, now).from).toBe('2026-02-28T00:00:00.000Z');
  expect(resolveRange({ from: '2026-03-01T00:00:00+02:00' }, now)).toEqual({
    from: '2026-02-28T22:00:00.000Z',
    to: '2026-03-10T12:00:00.000Z',
  });
});

test('a range that ends before it starts is refused, and the refusal names the field', () => {
  expect(() => resolveRange({ from: '2026-03-02T00:00:00Z', to: '2026-03-01T00:00:00Z' }, now)).toThrow(
    /^to: /,
  );
  expect(() => resolveRange({ from: '2026-03-11T00:00:00Z' }, now)).toThrow(/^to: /);
});

test('a range of 400 days is read, a longer one is refused', () => {
  expect(() => resolveRange({ from: '2025-02-03T12:00:00Z' }, now)).not.toThrow();
  expect(() => resolveRange({ from: '2025-02-03T11:59:59Z' }, now)).toThrow(/^from: .*400 days/);
});
