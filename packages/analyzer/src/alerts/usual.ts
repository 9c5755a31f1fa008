const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** The middle value; the mean of the middle two of an even number; 0 of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? 0;
  return Number.isInteger(middle) ? (upper + (sorted[middle - 1] ?? upper)) / 2 : upper;
}

/** What three in four of the values reach: the least of up to three; 0 of none. */
export function lowerQuartile(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length * 0.25)] ?? 0;
}

/**
 * How far counts stray from their median by chance: the median deviation as it stands for a standard deviation, but
 * no less than what counts of this size stray by themselves, people who try twice included.
 */
export function spreadOf(values: readonly number[], centre: number): number {
  const deviation = 1.4826 * median(values.map((value) => Math.abs(value - centre)));
  return Math.max(deviation, Math.sqrt(1.5 * centre + 1));
}

/**
 * Above what a count is out of the ordinary, given the same count at earlier times: the third largest quarter of
 * these, `factor` times, and what chance adds.
 */
export function unusualFrom(earlier: readonly number[], factor: number, spreads = 3): number {
  const sorted = earlier.toSorted((one, other) => one - other);
  const upper = sorted[Math.floor(sorted.length * 0.75)] ?? 0;
  return factor * upper + spreads * Math.sqrt(upper);
}

/** A stretch of time in milliseconds since 1970. */
export interface Span {
  fromMs: number;
  toMs: number;
}

/**
 * The same stretch at the same hours on earlier days that can be compared with it, no earlier than `learnedSinceMs`:
 * that weekday of up to 6 weeks, and if these are fewer than 4 also the days of the last week that are, like it,
 * working days or not. So one bad week is outvoted, and after two days there is something to compare with.
 */
export function comparableSpans({ fromMs, toMs }: Span, learnedSinceMs: number): Span[] {
  const shifted = (days: number): Span => ({ fromMs: fromMs - days * dayMs, toMs: toMs - days * dayMs });
  const isLearned = (span: Span): boolean => span.fromMs >= learnedSinceMs;
  const weeks = [7, 14, 21, 28, 35, 42].map(shifted).filter(isLearned);
  if (weeks.length >= 4) return weeks;
  const alike = [1, 2, 3, 4, 5, 6]
    .map(shifted)
    .filter(
      (span) =>
        isLearned(span) &&
        isWeekend(span.fromMs) === isWeekend(fromMs) &&
        isWeekend(span.toMs - 1) === isWeekend(toMs - 1),
    );
  return [...weeks, ...alike];
}

/** Whether it is weekend in some zones of the world and not in others: days that are alike in UTC may not be so there. */
export function isBesideWeekend({ fromMs, toMs }: Span): boolean {
  const earliest = fromMs - 12 * hourMs;
  const latest = toMs + 14 * hourMs;
  return isWeekend(earliest) !== isWeekend(fromMs) || isWeekend(latest) !== isWeekend(toMs);
}

/** How much of the counts of slots fell into a span; a slot that lies across its edge counts by the share within. */
export function sumWithin(
  slots: readonly { fromMs: number; toMs: number; count: number }[],
  { fromMs, toMs }: Span,
): number {
  let sum = 0;
  for (const slot of slots) {
    const overlapMs = Math.min(slot.toMs, toMs) - Math.max(slot.fromMs, fromMs);
    if (overlapMs > 0) sum += (slot.count * overlapMs) / (slot.toMs - slot.fromMs);
  }
  return sum;
}

/** Saturday or Sunday in UTC. */
export function isWeekend(atMs: number): boolean {
  const day = new Date(atMs).getUTCDay();
  return day === 0 || day === 6;
}
