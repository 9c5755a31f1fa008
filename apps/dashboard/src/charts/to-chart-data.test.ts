import type { Trends } from '@turnaway/contracts/readings';
import { expect, test } from 'vitest';
import { timeTicks } from './time-ticks';
import {
  bucketEnd,
  isEmptyChart,
  toBarsAgainstBefore,
  toStackedBars,
  toStackedShares,
} from './to-chart-data';

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

test('shares are of all attempts, and a bucket without an attempt has none', () => {
  const model = toStackedShares(trends, options);
  expect(model.series.map(({ values }) => values)).toEqual([
    [0.1, null, 0.4],
    [0, null, 0.1],
  ]);
  expect(model.series[0]?.total).toBe(0.25);
});

test('an alert stands in the bucket in which it began, and one from another time nowhere', () => {
  const alerts = ['2026-11-23T08:59:00Z', '2026-11-22T08:59:00Z'].map((startedAt) => ({
    ruleName: 'Too many',
    startedAt,
  }));
  expect(toStackedBars(trends, { ...options, alerts }).marks).toEqual([
    { place: 1, label: 'Too many', kind: 'alert' },
  ]);
});

test('a deploy is marked in the bucket in which it was', () => {
  const marks = [{ text: 'Payroll 4.2', at: '2026-11-23T08:59:00Z' }];
  expect(toStackedBars(trends, { ...options, marks }).marks).toEqual([
    { place: 1, label: 'Payroll 4.2', kind: 'deploy' },
  ]);
});

test('a part can be drawn out down to one minute', () => {
  const zoomHref = '/?from=__from__&to=__to__';
  expect(toStackedBars(trends, { ...options, zoomHref }).zoom?.edges).toHaveLength(buckets.length + 1);
  expect(toStackedBars({ ...trends, bucketMinutes: 1 }, { ...options, zoomHref }).zoom).toBeNull();
});

test('the last bucket is filling until its end has passed', () => {
  expect(toStackedBars(trends, options).lastIsFilling).toBe(true);
  const later = { ...options, now: new Date('2026-11-23T09:30:00Z') };
  expect(toStackedBars(trends, later).lastIsFilling).toBe(false);
});

test('a code that is only ever an expected step still has something to draw', () => {
  const model = toBarsAgainstBefore({ ...trends, failures: [0, 0, 0] }, 'accent', {
    ...options,
    compare: 'before',
  });
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
