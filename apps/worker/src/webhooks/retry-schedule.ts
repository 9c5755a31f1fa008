const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

/** Waits after the first, second, … failed attempt. Short at first: news of an alert goes stale. */
const waitsMs = [
  5 * secondMs,
  30 * secondMs,
  2 * minuteMs,
  10 * minuteMs,
  30 * minuteMs,
  2 * hourMs,
  6 * hourMs,
  24 * hourMs,
  24 * hourMs,
];
/** Attempts for one message, the first one included. */
export const attemptsMax = waitsMs.length + 1;
/** Part of a wait that chance adds or takes away, so that messages that failed together do not come back together. */
const jitter = 0.2;
const retryAfterMaxMs = 24 * hourMs;

/**
 * Milliseconds to wait before the next attempt, or `null` after the last one. `retryAfterMs` is what the receiver
 * asked for: it lengthens the wait, up to a day, and never shortens it. `random` is from 0 to 1.
 */
export function nextWaitMs(attemptsMade: number, retryAfterMs: number | null, random: number): number | null {
  const waitMs = waitsMs[attemptsMade - 1];
  if (waitMs === undefined) return null;
  const jittered = Math.round(waitMs * (1 - jitter + 2 * jitter * random));
  return Math.max(jittered, Math.min(retryAfterMs ?? 0, retryAfterMaxMs));
}

/** Reads a Retry-After header (seconds, or a date) into milliseconds from `now`; `null` if there is none to read. */
export function readRetryAfter(header: string | null, now: Date): number | null {
  if (header === null) return null;
  const text = header.trim();
  if (/^\d{1,9}$/.test(text)) return Number(text) * secondMs;
  // Dates begin with the day's name; anything else that Date.parse would guess at is no Retry-After.
  const at = /^[A-Z][a-z]{2,8},? /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : Math.max(0, at - now.getTime());
}
