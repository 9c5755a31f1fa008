import { readClock } from './read-clock.js';
import { zonedMs } from './time-zone.js';

/** What a time that does not say it all is completed from. */
export interface TimeContext {
  /** For times without a year: the nearest one. */
  receivedAt: Date;
  /** For times without a zone. */
  timeZone: string;
}

/**
 * A time as ISO 8601 in UTC with milliseconds. Reads an epoch in seconds to nanoseconds, number or text, ISO 8601,
 * and the forms that logs write (read-clock.ts). No zone means that of the context, else UTC; no year means the one
 * that brings it nearest to when it was received. `null` for all else, and for days that do not exist.
 */
export function timeIn(value: unknown, context?: TimeContext): string | null {
  if (typeof value === 'number') return isoTextOf(epochInMs(value));
  if (typeof value !== 'string') return null;
  return isPlainUtc(value) ? plainUtc(value, context) : isoTextOf(anyTimeInMs(value.trim(), context));
}

function isoTextOf(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}

/** The form nearly all systems write, `2026-03-01T08:15:30.123…Z`, is told by three characters. */
function isPlainUtc(value: string): boolean {
  const { length } = value;
  return (
    length >= 24 &&
    length <= 30 &&
    value.charCodeAt(10) === 0x54 &&
    value.charCodeAt(19) === 0x2e &&
    value.charCodeAt(length - 1) === 0x5a
  );
}

function plainUtc(value: string, context: TimeContext | undefined): string | null {
  const ms = Date.parse(value);
  const day = (value.charCodeAt(8) - 48) * 10 + value.charCodeAt(9) - 48;
  // Date.parse lets 31 February pass as 3 March, and reads some forms that are not ISO 8601.
  const isThere = day <= 28 || new Date(ms).getUTCDate() === day;
  if (Number.isNaN(ms) || !isThere || value.charCodeAt(4) !== 0x2d)
    return isoTextOf(anyTimeInMs(value, context));
  return `${value.slice(0, 23)}Z`;
}

/** 14 digits are a date and time written together: `20260301081530`. */
const epoch = /^(?:\d{9,13}|\d{15,20})(?:\.\d{1,9})?$/;
const longestTime = 64;

function anyTimeInMs(value: string, context: TimeContext | undefined): number | null {
  if (value.length > longestTime) return null;
  if (epoch.test(value)) return epochInMs(Number(value));
  const read = readClock(value);
  if (read === null) return null;
  const zone = context?.timeZone ?? 'UTC';
  const place = (year: number) => {
    const clock = { ...read.clock, year };
    const utc = zonedMs(clock, read.offsetMs === null ? zone : 'UTC');
    return utc === null ? null : utc - (read.offsetMs ?? 0);
  };
  return read.clock.year === null
    ? nearestYear(place, context?.receivedAt ?? new Date(0))
    : place(read.clock.year);
}

/** How far ahead of its receipt a clock that was set wrong may put a line. */
const aheadMaxMs = 7 * 24 * 3_600_000;

/** A log line of 31 December that arrives on 1 January is of last year; one of next February cannot have arrived. */
function nearestYear(place: (year: number) => number | null, receivedAt: Date): number | null {
  const year = receivedAt.getUTCFullYear();
  const aheadMs = (ms: number) => ms - receivedAt.getTime();
  const candidates = [year, year - 1, year + 1].map(place).filter((ms) => ms !== null);
  const written = candidates.filter((ms) => aheadMs(ms) <= aheadMaxMs);
  const [nearest = null] = written.sort((a, b) => Math.abs(aheadMs(a)) - Math.abs(aheadMs(b)));
  return nearest;
}

/** Each unit covers the years 1973 to 5138. */
const secondsBelow = 1e11;
const millisecondsBelow = 1e14;
const microsecondsBelow = 1e17;
const nanosecondsBelow = 1e20;

function epochInMs(value: number): number | null {
  if (!Number.isFinite(value) || value <= 0 || value >= nanosecondsBelow) return null;
  if (value < secondsBelow) return Math.trunc(value * 1_000);
  if (value < millisecondsBelow) return Math.trunc(value);
  return Math.trunc(value < microsecondsBelow ? value / 1e3 : value / 1e6);
}
