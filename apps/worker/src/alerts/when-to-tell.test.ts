import { expect, test } from 'vitest';
import { whenToTell } from './when-to-tell.js';

const now = new Date('2026-03-01T12:00:00Z');
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const quiet = { firing: 0, news: 0, unattended: 0, ended: 0 };
const told = { ...quiet, firing: 2, unattended: 2 };

test.each([
  ['a new alert is told', { ...quiet, firing: 1, news: 1 }, null, 'alert.firing'],
  ['the last one that ends is told as the end', { ...quiet, ended: 1 }, minutesAgo(5), 'alert.resolved'],
  [
    'one that ends while others fire does not end the group',
    { ...told, ended: 1 },
    minutesAgo(5),
    'alert.firing',
  ],
  ['what was told is not told again at once', told, minutesAgo(59), null],
  ['what still fires is told again', told, minutesAgo(60), 'alert.firing'],
  ['what somebody has in hand is not told again', { ...told, unattended: 0 }, minutesAgo(600), null],
  ['what is silenced or muted is not told', quiet, null, null],
] as const)('%s', (_, counts, toldAt, tell) => {
  expect(whenToTell(counts, { toldAt, repeatMinutes: 60 }, now).tell).toBe(tell);
});

test('a group that fires is due again when it is to be repeated, and without a repetition never', () => {
  expect(whenToTell(told, { toldAt: minutesAgo(10), repeatMinutes: 60 }, now).dueAt).toEqual(
    new Date('2026-03-01T12:50:00Z'),
  );
  expect(whenToTell(told, { toldAt: minutesAgo(10), repeatMinutes: 0 }, now)).toEqual({
    tell: null,
    dueAt: null,
  });
  expect(whenToTell(quiet, { toldAt: minutesAgo(10), repeatMinutes: 60 }, now).dueAt).toBeNull();
});
