import { expect, test } from 'vitest';
import { failedAttemptsMin, failingMaxMs, whyStop } from './why-stop.js';

const now = new Date('2026-01-31T08:40:00Z');
const ago = (ms: number) => new Date(now.getTime() - ms);

test.each<[string, number, number, number | null, ReturnType<typeof whyStop>]>([
  ['five days of nothing but failures', failingMaxMs, failedAttemptsMin, 503, 'failing'],
  ['five days without an answer', failingMaxMs, failedAttemptsMin, null, 'failing'],
  ['a day less', failingMaxMs - 86_400_000, 500, 503, null],
  ['two failures, a week apart', failingMaxMs + 2 * 86_400_000, 2, 503, null],
  ['gone, at the first attempt', 0, 1, 410, 'gone'],
  ['not found, at the first attempt', 0, 1, 404, null],
])('%s', (_name, sinceMs, failedAttempts, statusCode, because) => {
  expect(whyStop({ failingSince: ago(sinceMs), failedAttempts }, statusCode, now)).toBe(because);
});
