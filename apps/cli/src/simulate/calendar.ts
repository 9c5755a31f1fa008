import { officeRhythm, type Rhythm, rhythmAt } from './rhythm.js';

/** Days on which offices are not as busy as on others of their weekday. */
export interface Calendar {
  /** Days without work, such as `2026-04-06`, by the local date of each office. */
  holidays?: readonly string[];
  /** Twice as many sign-ins on the last day of a month and the first of the next, when books are closed. */
  hasMonthEnds?: boolean;
  /** From then on clocks are an hour ahead, except in Japan. */
  clockChange?: Date;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const thursday = 4;

/** How busy one moment is at a place, as {@link rhythmAt}; the calendar is about offices alone. */
export function busyAt(
  calendar: Calendar,
  rhythm: Rhythm,
  atMs: number,
  { utcOffsetHours, country }: { utcOffsetHours: number; country: string },
): number {
  const { holidays = [], hasMonthEnds = false, clockChange } = calendar;
  const isChanged = clockChange !== undefined && atMs >= clockChange.getTime() && country !== 'JP';
  const offset = utcOffsetHours + (isChanged ? 1 : 0);
  if (rhythm !== officeRhythm || (holidays.length === 0 && !hasMonthEnds))
    return rhythmAt(rhythm, atMs, offset);
  const localMs = atMs + offset * hourMs;
  const date = new Date(localMs);
  if (holidays.includes(date.toISOString().slice(0, 10))) {
    const daysSinceSunday = (Math.floor(localMs / dayMs) + thursday) % 7;
    return rhythmAt(rhythm, atMs - daysSinceSunday * dayMs, offset);
  }
  const isMonthEnd = date.getUTCDate() === 1 || new Date(localMs + dayMs).getUTCDate() === 1;
  return rhythmAt(rhythm, atMs, offset) * (hasMonthEnds && isMonthEnd ? 2 : 1);
}
