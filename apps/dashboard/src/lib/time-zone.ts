import { tzOffset } from '@date-fns/tz';

/** Whether the browser or the server knows a time zone of this name. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** An instant as the wall clock of a time zone shows it, in the form that date inputs hold: `2026-11-23T09:41`. */
export function toWallClock(iso: string, timeZone: string): string {
  const at = new Date(iso);
  return new Date(at.getTime() + tzOffset(timeZone, at) * 60_000).toISOString().slice(0, 16);
}

/**
 * The instant at which a wall clock shows a time (`2026-11-23T09:41`); `null` for what is no time. A time that a
 * change of clocks skips is taken as the one an hour later; of one that occurs twice, either.
 */
export function fromWallClock(local: string, timeZone: string): string | null {
  const asUtc = Date.parse(`${local}Z`);
  if (Number.isNaN(asUtc)) return null;
  const guess = asUtc - tzOffset(timeZone, new Date(asUtc)) * 60_000;
  return new Date(asUtc - tzOffset(timeZone, new Date(guess)) * 60_000).toISOString();
}
