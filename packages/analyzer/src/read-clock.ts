import type { WallClock } from './time-zone.js';

/** A time as written: without a year where the form has none, and with the zone's offset where it names one. */
export interface ReadClock {
  clock: Omit<WallClock, 'year'> & { year: number | null };
  /** How far ahead of UTC; `null` if the text names no zone. */
  offsetMs: number | null;
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const month = '(?<month>jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]{0,6}\\.?';
const weekday = '(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},?\\s{1,2})?';
const clock =
  '(?<hour>\\d{1,2}):\\s?(?<minute>\\d\\d)(?::\\s?(?<second>\\d\\d)(?:[.,:](?<fraction>\\d{1,9}))?)?(?:\\s?(?<half>[ap])\\.?m\\.?)?';
const zone = '\\s?(?<zone>z|[a-z]{3,5}|(?:utc|gmt)?[+-]\\d\\d:?\\s?\\d{0,2})?(?:\\s?\\([^)]{1,40}\\))?';
const day = '(?<day>\\d{1,2})';

/** The forms that logs write, each named by an example. Every repetition is bounded, so a look is linear. */
const forms = [
  // 2026-03-01T08:15:30.123+01:00, 2026-03-01 08:15:30,123, 2026/03/01 08:15
  `(?<year>\\d{4})[-/.](?<number>\\d{1,2})[-/.]${day}(?:[t ,_]{1,2}${clock})?${zone}`,
  // 4/28/2026, 2:08:45.221 PM
  `(?<number>\\d{1,2})(?<slash>/)${day}/(?<year>\\d{4})[, t:]{1,2}${clock}${zone}`,
  // 19-06-2026 09:12:19, 19.06.2026 09:12:19
  `${day}[-.](?<number>\\d{1,2})[-.](?<year>\\d{4})[, t]{1,2}${clock}${zone}`,
  // Mar  5 17:51:17, Mar 05 2026 17:51:17.123, Mon, Mar 5, 2026 09:06:02 UTC, October 14, 2026 09:06:02
  `${weekday}${month}\\s{1,3}${day}(?:,?\\s{1,2}(?<year>\\d{4}))?,?\\s{1,2}${clock}${zone}`,
  // 2026 Mar  5 17:51:17.123 UTC
  `(?<year>\\d{4})\\s{1,2}${month}\\s{1,3}${day}\\s{1,2}${clock}${zone}`,
  // Mon Aug 28 08:04:30 CEST 2026
  `${weekday}${month}\\s{1,3}${day}\\s{1,2}${clock}${zone}\\s{1,2}(?<year>\\d{4})`,
  // 23/Jul/2026:09:42:41 +0200, 5-Mar-2026 17:51:17, Sun, 1 Mar 2026 08:15:30 GMT
  `${weekday}${day}[-/ ]${month}[-/ ](?<year>\\d{4})[: ,t]{1,2}${clock}${zone}`,
  // 20260301081530.123, 20260301T081530Z
  '(?<year>\\d{4})(?<number>\\d\\d)(?<day>\\d\\d)t?(?<hour>\\d\\d)(?<minute>\\d\\d)(?<second>\\d\\d)(?:\\.(?<fraction>\\d{1,9}))?(?<zone>z|[+-]\\d\\d:?\\d\\d)?',
].map((form) => new RegExp(`^${form}$`, 'i'));

/** Reads a date and time in any of the forms that logs write; `null` if it has none of them. */
export function readClock(text: string): ReadClock | null {
  for (const form of forms) {
    const parts = form.exec(text)?.groups;
    if (parts !== undefined) return clockOf(parts);
  }
  return null;
}

function clockOf(parts: Record<string, string | undefined>): ReadClock | null {
  const dayNumber = Number(parts.day);
  const monthNumber =
    parts.number === undefined
      ? months.indexOf((parts.month ?? '').slice(0, 3).toLowerCase()) + 1
      : Number(parts.number);
  // 28/4/2026: where the month comes first elsewhere, there is no 28th month.
  const dayFirst = parts.slash !== undefined && monthNumber > 12 && dayNumber <= 12;
  const offsetMs = parts.zone === undefined ? null : offsetOf(parts.zone.toLowerCase());
  if (offsetMs === undefined) return null;
  const hour = Number(parts.hour ?? 0);
  return {
    clock: {
      year: parts.year === undefined ? null : Number(parts.year),
      month: dayFirst ? dayNumber : monthNumber,
      day: dayFirst ? monthNumber : dayNumber,
      hour: parts.half === undefined ? hour : (hour % 12) + (parts.half.toLowerCase() === 'p' ? 12 : 0),
      minute: Number(parts.minute ?? 0),
      second: Number(parts.second ?? 0),
      millisecond: Math.trunc(Number(`0.${parts.fraction ?? '0'}`) * 1_000),
    },
    offsetMs,
  };
}

const hourMs = 3_600_000;
/** Zone names that logs use, in hours ahead of UTC; those that mean several zones have their most used meaning. */
const namedZones: Readonly<Record<string, number>> = {
  z: 0,
  utc: 0,
  gmt: 0,
  wet: 0,
  west: 1,
  bst: 1,
  cet: 1,
  cest: 2,
  eet: 2,
  eest: 3,
  msk: 3,
  est: -5,
  edt: -4,
  cst: -6,
  cdt: -5,
  mst: -7,
  mdt: -6,
  pst: -8,
  pdt: -7,
  ast: -4,
  adt: -3,
  akst: -9,
  akdt: -8,
  hst: -10,
  brt: -3,
  sast: 2,
  pkt: 5,
  ist: 5.5,
  ict: 7,
  wib: 7,
  sgt: 8,
  hkt: 8,
  awst: 8,
  jst: 9,
  kst: 9,
  acst: 9.5,
  acdt: 10.5,
  aest: 10,
  aedt: 11,
  nzst: 12,
  nzdt: 13,
};
/** PAN-OS cuts its last field short: `+02:0`. */
const numericZone = /^(?:utc|gmt)?([+-])(\d\d):?\s?(\d{1,2})?$/;

/** `undefined` for letters that name no zone we know: the time is then not read at all rather than wrong. */
function offsetOf(zoneText: string): number | null | undefined {
  const named = namedZones[zoneText];
  if (named !== undefined) return named * hourMs;
  const match = numericZone.exec(zoneText);
  if (match === null) return undefined;
  const ms = (Number(match[2]) * 60 + Number(match[3] ?? 0)) * 60_000;
  return match[1] === '-' ? -ms : ms;
}
