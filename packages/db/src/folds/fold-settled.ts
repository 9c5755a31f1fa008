import type { Db } from '../client.js';
import { foldDay } from './fold-day.js';
import { foldHour } from './fold-hour.js';
import { foldQuarter } from './fold-quarter.js';
import { foldShift } from './fold-shift.js';
import { listSettled, listSettledQuarters } from './list-settled.js';

const atOnceMax = 2_000;

/**
 * Makes the summaries that are due: of quarters of an hour, then of the hours, six hours and days that they complete. Stops once `forMs`
 * have passed, so that it never keeps a worker for long; what is left is due the next time.
 */
export async function foldSettled(
  db: Db,
  { now, forMs }: { now: Date; forMs: number },
): Promise<{ quarters: number; hours: number; shifts: number; days: number }> {
  const stopAt = performance.now() + forMs;
  const folded = { quarters: 0, hours: 0, shifts: 0, days: 0 };
  for (const [unit, list, fold] of [
    ['quarters', () => listSettledQuarters(db, now, atOnceMax), foldQuarter],
    ['hours', () => listSettled(db, 60, now, atOnceMax), foldHour],
    ['shifts', () => listSettled(db, 360, now, atOnceMax), foldShift],
    ['days', () => listSettled(db, 1440, now, atOnceMax), foldDay],
  ] as const) {
    for (const due of await list()) {
      if (performance.now() > stopAt) return folded;
      if (await fold(db, due)) folded[unit] += 1;
    }
  }
  return folded;
}
