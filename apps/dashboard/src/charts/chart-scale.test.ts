import { describe, expect, test } from 'vitest';
import type { ChartModel } from './chart-model';
import { placeShare, toScale } from './chart-scale';

const series = (key: string, values: (number | null)[]) => ({
  key,
  label: key,
  color: 'accent',
  values,
  total: null,
  href: null,
});

function model(given: Partial<ChartModel>): ChartModel {
  return {
    kind: 'stacked-bars',
    labels: ['a', 'b'],
    ticks: ['', ''],
    series: [series('now', [1, 2])],
    unit: 'count',
    lastIsFilling: false,
    marks: [],
    zoom: null,
    summary: '',
    ...given,
  };
}

describe('the scale of a chart', () => {
  test('goes in whole steps up to where the highest stack fits', () => {
    const { top, ticks } = toScale(model({ series: [series('a', [10, 200]), series('b', [5, 140])] }));
    expect(ticks).toEqual([0, 100, 200, 300, 400]);
    expect(top).toBe(400);
  });

  test('of bars against the period before is that of the higher, not of both together', () => {
    const both = [series('now', [803, 3]), series('before', [30, 40])];
    expect(toScale(model({ kind: 'bars-against-before', series: both })).ticks).toEqual([0, 500, 1_000]);
  });

  test('has no half of a sign-in, but parts of a share', () => {
    const few = [series('a', [1, null])];
    expect(toScale(model({ series: few })).ticks).toEqual([0, 1]);
    const shares = toScale(model({ unit: 'share', series: [series('a', [0.46, 0.1])] })).ticks;
    expect(shares.map((share) => Math.round(share * 100))).toEqual([0, 20, 40, 60]);
  });

  test('leaves room for the names of marks over the highest value', () => {
    const marks = [{ place: 1, label: 'App credential refused', kind: 'alert' as const }];
    const { top } = toScale(model({ marks, series: [series('a', [1, 19])] }));
    expect(19 / top).toBeLessThanOrEqual(0.9);
  });

  test('stands where there is nothing to draw', () => {
    expect(toScale(model({ series: [series('a', [0, null])] })).ticks).toEqual([0, 1]);
  });
});

test('a bar stands in the middle of its bucket, and a line begins and ends at the edges', () => {
  expect(placeShare(model({}), 0)).toBe(0.25);
  expect(placeShare(model({ kind: 'line' }), 0)).toBe(0);
  expect(placeShare(model({ kind: 'line' }), 1)).toBe(1);
});
