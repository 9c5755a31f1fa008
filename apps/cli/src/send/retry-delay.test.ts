import { describe, expect, it } from 'vitest';
import { delayMsMax, isWorthRetrying, parseRetryAfter, retryDelayMs } from './retry-delay.js';

const now = new Date('2026-11-23T12:00:00Z');

describe('parseRetryAfter', () => {
  it.each([
    ['7', 7_000],
    ['0', 0],
    ['Mon, 23 Nov 2026 12:00:30 GMT', 30_000],
    ['Mon, 23 Nov 2026 11:00:00 GMT', 0],
    ['soon', null],
    [null, null],
  ])('reads %j', (header, expected) => {
    expect(parseRetryAfter(header, now)).toBe(expected);
  });
});

describe('retryDelayMs', () => {
  it('waits at least as long as the server asks for', () => {
    for (const unit of [0, 0.5, 0.99]) expect(retryDelayMs(1, 5_000, unit)).toBeGreaterThanOrEqual(5_000);
    expect(retryDelayMs(1, 5_000, 0.9)).not.toBe(retryDelayMs(1, 5_000, 0.1));
  });

  it('waits longer from try to try, up to half a minute', () => {
    const delays = [1, 2, 3, 4, 20].map((attempt) => retryDelayMs(attempt, null, 1));
    expect(delays).toEqual([500, 1_000, 2_000, 4_000, 30_000]);
  });

  it('does not wait for hours because of one header', () => {
    expect(retryDelayMs(1, 86_400_000, 0)).toBe(delayMsMax);
  });
});

describe('isWorthRetrying', () => {
  it('tells "later" from "never"', () => {
    expect([408, 429, 500, 502, 503, 504].every(isWorthRetrying)).toBe(true);
    expect([400, 401, 403, 404, 413, 415, 501].some(isWorthRetrying)).toBe(false);
  });
});
