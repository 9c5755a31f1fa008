import { expect, test } from 'vitest';
import { dayMs, type Grain, hourMs, minuteMs, type Span } from './range.js';
import { type Behind, splitByLists, splitSpan } from './split-span.js';

const span = (from: string, to: string): Span => ({
  from: new Date(`2026-03-${from}Z`),
  to: new Date(`2026-03-${to}Z`),
});
const behind = (
  hours: string[] = [],
  days: string[] = [],
  quarters: string[] = [],
  shifts: string[] = [],
): Behind => ({
  quarters: new Set(quarters.map((quarter) => Date.parse(`2026-03-${quarter}Z`))),
  hours: new Set(hours.map((hour) => Date.parse(`2026-03-${hour}Z`))),
  shifts: new Set(shifts.map((shift) => Date.parse(`2026-03-${shift}Z`))),
  days: new Set(days.map((day) => Date.parse(`2026-03-${day}Z`))),
});
const split = (of: Span, grain: Grain, marks: Behind | null) =>
  splitSpan(of, grain, marks).map((part) => [
    part.store,
    part.span.from.toISOString().slice(8, 16),
    part.span.to.toISOString().slice(8, 16),
  ]);

test('whole days come from summaries by day, hours by six or one, and the edges from quarters and minutes', () => {
  expect(split(span('01T16:20:00', '04T07:05:00'), 'day', behind())).toEqual([
    ['minutes', '01T16:20', '01T16:30'],
    ['folded-quarters', '01T16:30', '01T17:00'],
    ['folded-hours', '01T17:00', '01T18:00'],
    ['folded-shifts', '01T18:00', '02T00:00'],
    ['folded-days', '02T00:00', '04T00:00'],
    ['folded-shifts', '04T00:00', '04T06:00'],
    ['folded-hours', '04T06:00', '04T07:00'],
    ['minutes', '04T07:00', '04T07:05'],
  ]);
});

test('what is behind is read from the parts that are not, and an hour as it was counted', () => {
  expect(split(span('02T00:00:00', '03T00:00:00'), 'day', behind(['02T10:00:00']))).toEqual([
    ['folded-shifts', '02T00:00', '02T06:00'],
    ['folded-hours', '02T06:00', '02T10:00'],
    ['hours', '02T10:00', '02T11:00'],
    ['folded-hours', '02T11:00', '02T12:00'],
    ['folded-shifts', '02T12:00', '03T00:00'],
  ]);
  expect(split(span('02T00:00:00', '03T00:00:00'), 'day', behind([], ['02T00:00:00']))).toEqual([
    ['folded-shifts', '02T00:00', '03T00:00'],
  ]);
  expect(split(span('02T00:00:00', '03T00:00:00'), 'day', behind([], [], [], ['02T06:00:00']))).toEqual([
    ['folded-shifts', '02T00:00', '02T06:00'],
    ['folded-hours', '02T06:00', '02T12:00'],
    ['folded-shifts', '02T12:00', '03T00:00'],
  ]);
});

test('lists, which six hours have not, are read by the hour in their place', () => {
  const parts = splitByLists(span('02T05:00:00', '04T00:00:00'), behind());
  expect(parts.map(({ store }) => store)).toEqual(['folded-hours', 'folded-hours', 'folded-days']);
});

test('a finer grain reads no coarser summary, and without marks none is read', () => {
  const day = span('02T00:00:00', '03T00:00:00');
  expect(split(day, 'shift', behind())).toEqual([['folded-shifts', '02T00:00', '03T00:00']]);
  expect(split(day, 'hour', behind())).toEqual([['folded-hours', '02T00:00', '03T00:00']]);
  expect(split(day, 'quarter', behind([], [], ['02T23:00:00']))).toEqual([
    ['folded-quarters', '02T00:00', '02T23:00'],
    ['minutes', '02T23:00', '02T23:15'],
    ['folded-quarters', '02T23:15', '03T00:00'],
  ]);
  expect(split(day, 'hour', behind([], [], ['02T23:00:00'])).at(-1)).toEqual([
    'hours',
    '02T23:00',
    '03T00:00',
  ]);
  expect(split(day, 'minute', behind())).toEqual([['minutes', '02T00:00', '03T00:00']]);
  expect(split(day, 'day', null)).toEqual([['hours', '02T00:00', '03T00:00']]);
});

test('the parts follow each other with neither gap nor overlap, whatever the span', () => {
  const start = Date.parse('2026-03-01T00:00:00Z');
  for (const grain of ['minute', 'quarter', 'hour', 'shift', 'day'] as const) {
    for (const [offset, length] of [
      [0, dayMs],
      [7 * minuteMs, 20 * minuteMs],
      [50 * minuteMs, 20 * minuteMs],
      [23 * hourMs + minuteMs, 3 * dayMs],
    ] as const) {
      const of = { from: new Date(start + offset), to: new Date(start + offset + length) };
      const parts = splitSpan(of, grain, behind(['02T05:00:00']));
      expect(parts[0]?.span.from).toEqual(of.from);
      expect(parts.at(-1)?.span.to).toEqual(of.to);
      for (const [index, part] of parts.slice(1).entries()) {
        expect(part.span.from).toEqual(parts[index]?.span.to);
      }
    }
  }
});

test('a span of no length is one part without events', () => {
  expect(split(span('02T10:20:00', '02T10:20:00'), 'day', behind())).toEqual([
    ['minutes', '02T10:20', '02T10:20'],
  ]);
});
