import type { Trends } from '@turnaway/contracts/readings';
import { expect, test } from 'vitest';
import { timeTicks } from './time-ticks';
import { bucketEnd, isEmptyChart, toBarsAgainstBefore, toFailureRate, toStackedBars } from './to-chart-data';

const buckets = ['2026-11-23T08:00:00.000Z', '2026-11-23T08:30:00.000Z', '2026-11-23T09:00:00.000Z'];
const trends: Trends = {
  range: { from: '2026-11-23T08:00:00.000Z', to: '2026-11-23T09:10:00.000Z' },
  before: { from: '2026-11-23T06:50:00.000Z', to: '2026-11-23T08:00:00.000Z' },
  by: 'cause',
  bucketMinutes: 30,
  buckets,
  series: [
    { key: 'mfa', label: 'Second factor', total: 5, values: [1, 0, 4] },
    { key: 'other', label: 'Other', total: 1, values: [0, 0, 1] },
  ],
  successes: [9, 0, 5],
  failures: [1, 0, 5],
  interrupts: [0, 2, 0],
  failuresBefore: [1, 1, 1],
};
const options = { timeZone: 'UTC', now: new Date('2026-11-23T09:10:00Z') };

test('a cause keeps its own color, and what is gathered in "other" leads nowhere', () => {
  const model = toStackedBars(trends, { ...options, hrefOf: (key) => `/?cause=${key}` });
  expect(model.series.map(({ color, href }) => [color, href])).toEqual([
    ['cause-mfa', '/?cause=mfa'],
    ['series-8', null],
  ]);
});

test('other dimensions never borrow the color of a cause', () => {
  const model = toStackedBars({ ...trends, by: 'app' }, options);
  expect(model.series.every(({ color }) => color.startsWith('series-'))).toBe(true);
});

test('a bucket without an attempt has no rate', () => {
  expect(toFailureRate(trends, options).series[0]?.values).toEqual([0.1, null, 0.5]);
});

test('the last bucket is filling until its end has passed', () => {
  expect(toStackedBars(trends, options).lastIsFilling).toBe(true);
  const later = { ...options, now: new Date('2026-11-23T09:30:00Z') };
  expect(toStackedBars(trends, later).lastIsFilling).toBe(false);
});

test('a code that is only ever an expected step still has something to draw', () => {
  const model = toBarsAgainstBefore({ ...trends, failures: [0, 0, 0] }, 'accent', options);
  expect(model.series[0]?.values).toEqual([0, 2, 0]);
});

test('a chart of zeros is empty', () => {
  const zeros = { ...trends, series: [{ key: 'mfa', label: 'x', total: 0, values: [0, 0, 0] }] };
  expect(isEmptyChart(toStackedBars(zeros, options))).toBe(true);
  expect(isEmptyChart(toStackedBars(trends, options))).toBe(false);
});

test('a bucket ends where the next begins', () => {
  expect(bucketEnd(trends, '2026-11-23T08:00:00.000Z')).toBe(buckets[1]);
});

test('ticks stand at whole hours of the reader, also in half-hour zones', () => {
  const day = Array.from({ length: 96 }, (_, place) =>
    new Date(Date.parse('2026-11-22T09:10:00Z') + place * 900_000).toISOString(),
  );
  const named = timeTicks(day, 15, 'Asia/Kolkata').filter((tick) => tick !== '');
  expect(named.length).toBeLessThanOrEqual(13);
  expect(named[0]).toMatch(/^\d\d:\d\d$/);
  const quarter = timeTicks(buckets, 30, 'Asia/Kolkata');
  expect(quarter).toEqual(['13:30', '14:00', '14:30']);
});

test('over several days the day is named', () => {
  const week = Array.from({ length: 7 * 24 }, (_, place) =>
    new Date(Date.parse('2026-11-16T00:00:00Z') + place * 3_600_000).toISOString(),
  );
  const named = timeTicks(week, 60, 'UTC').filter((tick) => tick !== '');
  expect(named).toContain('Nov 17');
});
