import { expect, test } from 'vitest';
import { pausedHostSentence } from './channel-words';

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
