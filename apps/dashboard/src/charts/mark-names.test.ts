import { expect, test } from 'vitest';
import type { ChartMark, ChartModel } from './chart-model';
import { markNames, markRows } from './mark-names';

function chartWith(marks: ChartMark[]): ChartModel {
  return {
    kind: 'stacked-bars',
    labels: Array.from({ length: 100 }, (_, place) => String(place)),
    ticks: [],
    series: [],
    unit: 'count',
    lastIsFilling: false,
    marks,
    zoom: null,
    summary: '',
  };
}
const mark = (place: number, label = `deploy of version ${place}`) => ({
  place,
  label,
  kind: 'deploy' as const,
});

test('names that would lie over each other stand in rows, and far ones in the same row', () => {
  const chart = chartWith([mark(10), mark(12), mark(80)]);
  const wide = markNames(chart).filter(({ room }) => room === 'wide');
  expect(wide.map(({ row }) => row)).toEqual([0, 1, 0]);
  expect(markRows(chart)).toBe(2);
});

test('where too many stand together, as many names as have room are shown', () => {
  const chart = chartWith(Array.from({ length: 9 }, (_, place) => mark(50 + place)));
  expect(markRows(chart)).toBe(4);
  expect(markNames(chart).filter(({ room }) => room === 'narrow')).toHaveLength(4);
});

test('a name is shorter in a narrow chart', () => {
  const chart = chartWith([mark(5, 'App credential refused or expired')]);
  const texts = Object.fromEntries(markNames(chart).map(({ room, text }) => [room, text]));
  expect(texts.narrow).toBe('App credential refused or e…');
  expect(texts.wide).toBe('App credential refused or expired');
});

test('what is marked twice in the same bucket is named once', () => {
  expect(markNames(chartWith([mark(5), mark(5)]))).toHaveLength(3);
});
