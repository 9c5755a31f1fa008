import { expect, test } from 'vitest';
import { attemptsMax, nextWaitMs, readRetryAfter } from './retry-schedule.js';

const seconds = (waitMs: number | null) => (waitMs === null ? null : waitMs / 1_000);
const attempts = Array.from({ length: attemptsMax }, (_, index) => index + 1);

test('ten attempts, at exactly these waits, and then no more', () => {
  expect(attempts.map((made) => seconds(nextWaitMs(made, null, 0.5)))).toEqual([
    5,
    30,
    120,
    600,
    1_800,
    7_200,
    21_600,
    86_400,
    86_400,
    null,
  ]);
  expect(attemptsMax).toBe(10);
});

test('chance moves a wait by a fifth at the most', () => {
  expect([0, 0.25, 1].map((random) => seconds(nextWaitMs(2, null, random)))).toEqual([24, 27, 36]);
});

test('Retry-After lengthens a wait, never shortens it, and counts for a day at the most', () => {
  expect(seconds(nextWaitMs(1, 60_000, 0.5))).toBe(60);
  expect(seconds(nextWaitMs(3, 1_000, 0.5))).toBe(120);
  expect(seconds(nextWaitMs(1, 30 * 86_400_000, 0.5))).toBe(86_400);
  expect(nextWaitMs(attemptsMax, 60_000, 0.5)).toBeNull();
});

test.each([
  [null, null],
  ['120', 120],
  [' 7 ', 7],
  ['-5', null],
  ['1.5', null],
  ['soon', null],
  ['1e9', null],
  ['99999999999999999999', null],
  ['Sat, 31 Jan 2026 08:01:30 GMT', 90],
  ['Sat, 31 Jan 2026 07:00:00 GMT', 0],
])('Retry-After %j means %j seconds', (header, expected) => {
  const now = new Date('2026-01-31T08:00:00Z');
  expect(seconds(readRetryAfter(header, now))).toBe(expected);
});
