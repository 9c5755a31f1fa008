/** A local date and time by the clock on the wall, not yet placed on the time line. Months count from 1. */
export interface WallClock {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  millisecond: number;
}

const hourMs = 3_600_000;
const formatters = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, number>();
/** One entry a zone and hour: a log of many years does not fill the memory. */
const offsetsMax = 5_000;

/** Milliseconds since 1970 of a wall clock in UTC; `null` for days and hours that do not exist. */
export function utcMs({ year, month, day, hour, minute, second, millisecond }: WallClock): number | null {
  // A leap second is read as the second after.
  if (month < 1 || month > 12 || hour > 23 || minute > 59 || second > 60) return null;
  const midnight = new Date(Date.UTC(year, month - 1, day));
  if (midnight.getUTCDate() !== day || midnight.getUTCMonth() !== month - 1) return null;
  return Date.UTC(year, month - 1, day, hour, minute, second, millisecond);
}

/**
 * Milliseconds since 1970 of a wall clock in an IANA zone. Of the hour that a zone has twice in autumn it is the
 * first; an hour that a zone leaves out in spring is read as if the clock had not been changed yet.
 */
export function zonedMs(clock: WallClock, timeZone: string): number | null {
  const asUtc = utcMs(clock);
  if (asUtc === null || timeZone === 'UTC') return asUtc;
  const before = asUtc - offsetMs(asUtc - 24 * hourMs, timeZone);
  const first = asUtc - offsetMs(asUtc - offsetMs(asUtc, timeZone), timeZone);
  return offsetMs(before, timeZone) === asUtc - before ? before : first;
}

/** Is it a zone that times can be read in? */
export function isTimeZone(timeZone: string): boolean {
  try {
    formatterOf(timeZone);
    return true;
  } catch {
    return false;
  }
}

/** How far the zone's clocks are ahead of UTC at that moment. */
function offsetMs(atMs: number, timeZone: string): number {
  const hour = Math.floor(atMs / hourMs);
  const key = `${timeZone} ${hour}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const parts: Record<string, number> = {};
  for (const { type, value } of formatterOf(timeZone).formatToParts(hour * hourMs))
    parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour: clockHour = 0, minute = 0, second = 0 } = parts;
  const offset = Date.UTC(year, month - 1, day, clockHour, minute, second) - hour * hourMs;
  if (offsets.size >= offsetsMax) offsets.clear();
  offsets.set(key, offset);
  return offset;
}

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formatters.set(timeZone, made);
  return made;
}
