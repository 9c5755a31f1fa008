import { expect, test } from 'vitest';
import { isTimeZone, zonedMs } from './time-zone.js';

const clock = (month: number, day: number, hour: number, minute = 30) => {
  return { year: 2026, month, day, hour, minute, second: 0, millisecond: 0 };
};
const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());

test.each([
  ['UTC', clock(3, 1, 8), '2026-03-01T08:30:00.000Z'],
  ['America/New_York', clock(1, 15, 8), '2026-01-15T13:30:00.000Z'],
  ['Asia/Kolkata', clock(1, 15, 8), '2026-01-15T03:00:00.000Z'],
  ['Europe/Berlin', clock(10, 25, 2), '2026-10-25T00:30:00.000Z'],
  ['Europe/Berlin', clock(3, 29, 4), '2026-03-29T02:30:00.000Z'],
])('%s', (timeZone, at, expected) => {
  expect(iso(zonedMs(at, timeZone))).toBe(expected);
});

test('a day that does not exist is no time', () => {
  expect(zonedMs(clock(2, 30, 8), 'Europe/Berlin')).toBeNull();
});

test('only names of zones are zones', () => {
  expect([isTimeZone('Europe/Berlin'), isTimeZone('Mars/Base')]).toEqual([true, false]);
});
