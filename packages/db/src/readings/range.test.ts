import { expect, test } from 'vitest';
import {
  alignTime,
  chooseBucketMinutes,
  chooseGrain,
  dayMs,
  hourMs,
  listBuckets,
  minuteMs,
  periodBefore,
  type Span,
} from './range.js';

const span = (from: string, to: string): Span => ({ from: new Date(from), to: new Date(to) });
const ofOld = new Date('2026-01-01T00:00:00Z');

test('the period before has the same length and ends where the period begins', () => {
  expect(periodBefore(span('2026-03-02T10:20:00Z', '2026-03-02T11:00:00Z'))).toEqual(
    span('2026-03-02T09:40:00Z', '2026-03-02T10:20:00Z'),
  );
});

test('the same weekdays last week lie whole weeks back, and never overlap the period', () => {
  const day = span('2026-03-10T10:00:00Z', '2026-03-11T10:00:00Z');
  expect(periodBefore(day, 'week')).toEqual(span('2026-03-03T10:00:00Z', '2026-03-04T10:00:00Z'));
  const week = span('2026-03-10T10:00:00Z', '2026-03-17T10:00:00Z');
  expect(periodBefore(week, 'week').to).toEqual(week.from);
  const month = span('2026-03-01T00:00:00Z', '2026-03-31T00:00:00Z');
  const before = periodBefore(month, 'week');
  expect(before.from.getUTCDay()).toBe(month.from.getUTCDay());
  expect(before.to.getTime()).toBeLessThanOrEqual(month.from.getTime());
});

test('a time is cut at the minute above it, so that the minute under way is counted', () => {
  expect(alignTime(new Date('2026-03-02T10:20:30Z'), ofOld)).toEqual(new Date('2026-03-02T10:21:00Z'));
  expect(alignTime(new Date('2026-03-02T10:20:00Z'), ofOld)).toEqual(new Date('2026-03-02T10:20:00Z'));
});

test('where minutes are gone, a time is cut at the hour below it', () => {
  const since = new Date('2026-03-02T10:30:00Z');
  expect(alignTime(new Date('2026-03-02T10:45:00Z'), since)).toEqual(new Date('2026-03-02T10:00:00Z'));
  expect(alignTime(new Date('2026-03-02T11:15:00Z'), since)).toEqual(new Date('2026-03-02T11:15:00Z'));
});

test('buckets grow with the range, and are at least an hour where minutes are gone', () => {
  const choices: [number, number][] = [
    [2 * hourMs, 1],
    [2 * hourMs + 1, 5],
    [6 * hourMs, 5],
    [48 * hourMs, 15],
    [48 * hourMs + 1, 60],
    [8 * dayMs, 60],
    [30 * dayMs, 360],
    [60 * dayMs, 1440],
    [400 * dayMs, 1440],
  ];
  for (const [rangeMs, minutes] of choices) expect(chooseBucketMinutes(rangeMs, true)).toBe(minutes);
  expect(chooseBucketMinutes(2 * hourMs, false)).toBe(60);
});

test('buckets begin at round times and cover the range without holes', () => {
  const buckets = listBuckets(span('2026-03-02T10:20:00Z', '2026-03-02T11:01:00Z'), 15);
  expect(buckets.map((bucket) => bucket.toISOString().slice(11, 16))).toEqual([
    '10:15',
    '10:30',
    '10:45',
    '11:00',
  ]);
  expect(listBuckets(span('2026-03-02T11:00:00Z', '2026-03-02T11:00:00Z'), 15)).toEqual([]);
});

test('equal parts are filled from hours only where these fall into the parts, and of a long span from quarters', () => {
  const day = span('2026-03-02T10:00:00Z', '2026-03-03T10:00:00Z');
  expect(chooseGrain(day, hourMs, true)).toBe('hour');
  expect(chooseGrain(span('2026-03-02T10:20:00Z', '2026-03-03T10:20:00Z'), hourMs, true)).toBe('quarter');
  expect(chooseGrain(span('2026-03-02T10:00:00Z', '2026-03-02T22:00:00Z'), 30 * minuteMs, true)).toBe(
    'quarter',
  );
  expect(chooseGrain(span('2026-03-02T10:00:00Z', '2026-03-02T22:00:00Z'), 30 * minuteMs, false)).toBe(
    'hour',
  );
  expect(chooseGrain(span('2026-03-02T10:20:00Z', '2026-03-02T12:20:00Z'), 5 * minuteMs, true)).toBe(
    'minute',
  );
});
