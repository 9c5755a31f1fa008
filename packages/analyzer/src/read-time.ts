const isoTime =
  /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s?(?:Z|z|UTC|([+-])(\d\d):?(\d\d))?$/;
const epoch = /^\d{9,16}(?:\.\d{1,9})?$/;

/**
 * A time as ISO 8601 in UTC with milliseconds. Reads ISO 8601 (a blank for `T`, up to nine fractional digits; no zone
 * means UTC) and an epoch in seconds or milliseconds, number or text; `null` for all else, and for days that do not
 * exist.
 */
export function timeIn(value: unknown): string | null {
  if (typeof value === 'number') return isoTextOf(epochInMs(value));
  if (typeof value !== 'string') return null;
  return isPlainUtc(value) ? plainUtc(value) : isoTextOf(anyTimeInMs(value.trim()));
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

function plainUtc(value: string): string | null {
  const ms = Date.parse(value);
  const day = (value.charCodeAt(8) - 48) * 10 + value.charCodeAt(9) - 48;
  // Date.parse lets 31 February pass as 3 March, and reads some forms that are not ISO 8601.
  if (Number.isNaN(ms) || !(day <= 28) || value.charCodeAt(4) !== 0x2d) return isoTextOf(anyTimeInMs(value));
  return `${value.slice(0, 23)}Z`;
}

function anyTimeInMs(value: string): number | null {
  if (epoch.test(value)) return epochInMs(Number(value));
  const match = isoTime.exec(value);
  if (match === null) return null;
  const [, year, month, day, hour, minute, second = '0', fraction = '0', sign, zoneHour, zoneMinute] = match;
  const dayNumber = Number(day);
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60 || dayNumber < 1) return null;
  const ms = Date.UTC(
    Number(year),
    Number(month) - 1,
    dayNumber,
    Number(hour),
    Number(minute),
    Number(second),
  );
  const midnight = new Date(Date.UTC(Number(year), Number(month) - 1, dayNumber));
  if (midnight.getUTCDate() !== dayNumber || midnight.getUTCMonth() !== Number(month) - 1) return null;
  const fractionMs = Math.trunc(Number(`0.${fraction}`) * 1_000);
  return ms + fractionMs - zoneInMs(sign, zoneHour, zoneMinute);
}

function zoneInMs(sign: string | undefined, hour: string | undefined, minute: string | undefined): number {
  if (sign === undefined) return 0;
  const ms = (Number(hour) * 60 + Number(minute)) * 60_000;
  return sign === '-' ? -ms : ms;
}

/** Seconds until the year 5138 lie below this, and milliseconds since 1973 above it. */
const secondsBelow = 1e11;
const millisecondsBelow = 1e14;

function epochInMs(value: number): number | null {
  if (!Number.isFinite(value) || value <= 0 || value >= millisecondsBelow) return null;
  return Math.trunc(value < secondsBelow ? value * 1_000 : value);
}
