import { formatClock, formatDay } from '../lib/format';

const stepsMinutes = [1, 5, 15, 30, 60, 120, 240, 360, 720, 1_440, 2_880, 5_760, 10_080, 20_160];
const ticksMax = 13;

/**
 * The names under a time axis: at whole steps of the reader's own clock (each second hour, each midnight), as
 * few as fit. A bucket without a name has an empty text.
 */
export function timeTicks(buckets: string[], bucketMinutes: number, timeZone: string): string[] {
  const spanMinutes = buckets.length * bucketMinutes;
  const step = stepsMinutes.find((minutes) => spanMinutes / minutes <= ticksMax) ?? spanMinutes;
  let before: number | null = null;
  return buckets.map((start) => {
    const minute = localMinute(start, timeZone);
    const turn = Math.floor(minute / step);
    // The first bucket seldom begins a step; its name would stand too close to the next.
    const begins = before === null ? minute % step < bucketMinutes : turn !== before;
    before = turn;
    if (!begins) return '';
    if (step >= 1_440) return formatDay(start, timeZone);
    const atMidnight = minute % 1_440 < bucketMinutes;
    return atMidnight && spanMinutes > 1_440 ? formatDay(start, timeZone) : formatClock(start, timeZone);
  });
}

/** Minutes on the reader's wall clock since 1970, so that midnight is a whole day. */
function localMinute(iso: string, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
  }).formatToParts(new Date(iso));
  const read = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(read('year'), read('month') - 1, read('day'), read('hour'), read('minute')) / 60_000;
}
