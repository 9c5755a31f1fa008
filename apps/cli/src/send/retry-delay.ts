/** The longest that one wait lasts, whatever the server asks for. */
export const delayMsMax = 300_000;
const firstDelayMs = 500;
const backoffMsMax = 30_000;

/** Statuses that say "later", as against "never". */
export function isWorthRetrying(status: number): boolean {
  return status === 408 || status === 425 || status === 429 || (status >= 500 && status !== 501);
}

/**
 * How long to wait before the next try, in milliseconds. `attempt` counts the tries made, from 1. What the server
 * asks for with Retry-After is a minimum; a random part (`unit`, 0 to 1) keeps many senders from coming back at
 * the same moment.
 */
export function retryDelayMs(attempt: number, retryAfterMs: number | null, unit: number): number {
  const backoff = Math.min(backoffMsMax, firstDelayMs * 2 ** (attempt - 1));
  if (retryAfterMs === null) return Math.round(backoff / 2 + (backoff / 2) * unit);
  return Math.min(delayMsMax, Math.round(retryAfterMs + Math.min(backoff, 2_000) * unit));
}

/** Reads Retry-After, as seconds or as a date, into milliseconds from `now`; `null` if absent or unreadable. */
export function parseRetryAfter(header: string | null, now: Date): number | null {
  if (header === null) return null;
  const text = header.trim();
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, at - now.getTime());
}
