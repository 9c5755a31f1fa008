/** How busy a group of people is over a week, relative to the week's mean. */
export interface Rhythm {
  /** Share of each hour of a working day, local time, 24 numbers. */
  hours: readonly number[];
  /** Factor by day of the week, Sunday first. */
  days: readonly number[];
}

/** Office staff: a peak at the start of work, a dip at noon, a second wave, a quiet night, a quiet weekend. */
export const officeRhythm: Rhythm = {
  hours: [2, 1, 1, 1, 2, 6, 20, 55, 100, 95, 80, 72, 52, 78, 76, 70, 58, 38, 20, 14, 12, 10, 7, 4],
  days: [0.14, 1.12, 1.08, 1.05, 1.02, 0.92, 0.18],
};
/** Customers: evenings and weekends count as much as the day. */
export const customerRhythm: Rhythm = {
  hours: [14, 8, 5, 4, 4, 8, 20, 38, 52, 58, 62, 68, 74, 66, 62, 64, 72, 84, 96, 100, 98, 84, 56, 30],
  days: [1.12, 0.92, 0.94, 0.96, 0.98, 1.02, 1.16],
};
/** Machines: jobs at any hour, somewhat more at night. */
export const machineRhythm: Rhythm = {
  hours: [60, 90, 100, 70, 55, 50, 50, 52, 54, 54, 54, 54, 54, 54, 54, 54, 54, 54, 52, 50, 50, 50, 52, 55],
  days: [0.9, 1, 1.04, 1.04, 1.04, 1.04, 0.94],
};

const weekMeans = new WeakMap<Rhythm, number>();
const hourMs = 3_600_000;

/**
 * How busy one moment is: 1 is the mean over a week. `atMs` is a time in milliseconds since 1970,
 * `utcOffsetHours` the place's distance from UTC.
 */
export function rhythmAt(rhythm: Rhythm, atMs: number, utcOffsetHours: number): number {
  const localHours = atMs / hourMs + utcOffsetHours;
  const hour = Math.floor(localHours);
  const share = localHours - hour;
  const here = weight(rhythm, hour);
  return (here + (weight(rhythm, hour + 1) - here) * share) / weekMean(rhythm);
}

function weight(rhythm: Rhythm, localHour: number): number {
  // 1970-01-01 was a Thursday, the fifth day of a week that starts on Sunday.
  const day = (((Math.floor(localHour / 24) + 4) % 7) + 7) % 7;
  return (rhythm.hours[((localHour % 24) + 24) % 24] ?? 0) * (rhythm.days[day] ?? 0);
}

function weekMean(rhythm: Rhythm): number {
  const known = weekMeans.get(rhythm);
  if (known !== undefined) return known;
  let sum = 0;
  for (let hour = 0; hour < 168; hour += 1) sum += weight(rhythm, hour);
  weekMeans.set(rhythm, sum / 168);
  return sum / 168;
}
