import { expect, test } from 'vitest';
import { fromWallClock, isTimeZone, toWallClock } from './time-zone';

test('a wall clock is read in its own time zone, in summer and in winter', () => {
  expect(fromWallClock('2026-07-01T09:00', 'Europe/Berlin')).toBe('2026-07-01T07:00:00.000Z');
  expect(fromWallClock('2026-12-01T09:00', 'Europe/Berlin')).toBe('2026-12-01T08:00:00.000Z');
  expect(fromWallClock('2026-12-01T09:00', 'Asia/Kolkata')).toBe('2026-12-01T03:30:00.000Z');
});

test('on the day the clocks change, the hours around the change are right', () => {
  expect(fromWallClock('2026-03-29T01:30', 'Europe/Berlin')).toBe('2026-03-29T00:30:00.000Z');
  expect(fromWallClock('2026-03-29T03:30', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z');
});

test('what a clock shows reads back to the same instant', () => {
  for (const timeZone of ['UTC', 'America/New_York', 'Australia/Lord_Howe']) {
    const shown = toWallClock('2026-11-23T12:00:00.000Z', timeZone);
    expect(fromWallClock(shown, timeZone)).toBe('2026-11-23T12:00:00.000Z');
  }
});

test('what is no time is no instant, and what is no time zone is none', () => {
  expect(fromWallClock('', 'UTC')).toBeNull();
  expect(isTimeZone('Mars/Olympus')).toBe(false);
  expect(isTimeZone('Europe/Berlin')).toBe(true);
});
