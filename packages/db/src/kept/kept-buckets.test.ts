import { expect, test } from 'vitest';
import { Kept, Names } from './kept-buckets.js';

test('a bucket that was summed up anew is not taken from memory', () => {
  const kept = new Kept<string>(10_000);
  kept.keep('09:00', { version: 1, value: 'first', bytes: 10 });
  expect(kept.find('09:00', 1)).toBe('first');
  expect(kept.find('09:00', 2)).toBe(undefined);
  kept.keep('09:00', { version: 2, value: 'second', bytes: 10 });
  expect(kept.find('09:00', 1)).toBe(undefined);
  expect(kept.find('09:00', 2)).toBe('second');
});

test('memory stays within its bounds: what was asked for longest ago goes first', () => {
  const kept = new Kept<string>(2_500);
  for (const hour of ['09:00', '10:00', '11:00']) kept.keep(hour, { version: 1, value: hour, bytes: 400 });
  expect(kept.find('09:00', 1)).toBe('09:00');
  kept.keep('12:00', { version: 1, value: '12:00', bytes: 400 });
  expect(['09:00', '10:00', '11:00', '12:00'].map((hour) => kept.find(hour, 1) ?? null)).toEqual([
    '09:00',
    null,
    '11:00',
    '12:00',
  ]);
  for (let n = 0; n < 1_000; n += 1) kept.keep('12:00', { version: n, value: 'again', bytes: 400 });
  expect(kept.find('11:00', 1)).toBe('11:00');
});

test('a name keeps its place', () => {
  const names = new Names();
  expect(['entra/50126', 'okta/LOCKED', 'entra/50126'].map((name) => names.placeOf(name))).toEqual([0, 1, 0]);
  expect(names.list).toEqual(['entra/50126', 'okta/LOCKED']);
});
