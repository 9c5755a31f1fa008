import { expect, test } from 'vitest';
import { missedSentence, pausedHostSentence, stoppedSentence } from './channel-words';

const paused = {
  host: 'hooks.example.com',
  since: '2026-01-31T08:40:10.000Z',
  nextTryAt: '2026-01-31T08:45:20.000Z',
  error: 'timeout',
  statusCode: null,
} as const;
const now = new Date('2026-01-31T08:44:00.000Z');
const say = (over: Partial<Parameters<typeof pausedHostSentence>[0]> = {}) =>
  pausedHostSentence({ ...paused, ...over }, 'UTC', now);

test('a host that is down is said to be, since when, and when it is tried again', () => {
  expect(say()).toBe(
    'hooks.example.com has not answered since Jan 31, 08:40; trying again at Jan 31, 08:45.',
  );
});

test.each([
  [{ error: 'http', statusCode: 503 }, 'answered with errors since Jan 31, 08:40 (the last was 503)'],
  [{ error: 'dns' }, 'has not been found since'],
  [{ error: 'tls' }, 'has had no good certificate since'],
  [{ nextTryAt: null }, 'it is being tried now.'],
  [{ nextTryAt: '2026-01-31T08:43:00.000Z' }, 'the next message tries it again.'],
] as const)('%o is said as %s', (over, words) => {
  expect(say(over)).toContain(words);
});

test('a channel that was switched off is said to be, with why, since when, and how the last attempt went', () => {
  const stop = {
    at: now.toISOString(),
    since: '2026-01-26T08:00:00.000Z',
    error: 'timeout',
    statusCode: null,
  } as const;
  expect(stoppedSentence('On-call', { ...stop, because: 'failing' }, 'UTC', now)).toBe(
    '“On-call” was switched off on Jan 31, 08:44: no message has come through since Jan 26, 08:00 (the last response was no answer in time).',
  );
  expect(
    stoppedSentence('On-call', { ...stop, because: 'gone', error: 'http', statusCode: 410 }, 'UTC', now),
  ).toContain('its receiver answered that it is gone for good (the last response was 410, refused)');
});

test.each([
  [{ messages: 0, endings: 0 }, false, ''],
  [{ messages: 1, endings: 0 }, false, 'The latest message of 1 alert did not get there.'],
  [
    { messages: 1, endings: 1 },
    false,
    'The latest message of 1 alert did not get there; it is over and still counts as firing there. That one is closed there as soon as it is on.',
  ],
  [
    { messages: 3, endings: 2 },
    false,
    'The latest message of 3 alerts did not get there; 2 of them are over and still count as firing there. Those are closed there as soon as it is on.',
  ],
  [
    { messages: 3, endings: 1 },
    true,
    'The latest message of 3 alerts did not get there; one of them is over and still counts as firing there.',
  ],
])('%o missed by a channel is said', (missed, enabled, words) => {
  expect(missedSentence(missed, enabled)).toBe(words);
});
