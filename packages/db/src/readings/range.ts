import type { Comparison, TimeRange } from '@turnaway/contracts';

/** A stretch of time, from inclusive to exclusive. */
export interface Span {
  from: Date;
  to: Date;
}

/** How fine the counts are that a reading needs. */
export type Grain = 'minute' | 'quarter' | 'hour' | 'shift' | 'day';

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
/** Six hours, as summaries have them between an hour and a day. */
export const shiftMs = 6 * hourMs;
export const dayMs = 24 * hourMs;
const weekMs = 7 * dayMs;

/** Longest range whose minutes are read one by one: beyond it, the rows of rollup_minutes become too many. */
export const minuteGrainMaxMs = 48 * hourMs;

/** Milliseconds from start to end; 0 for a span that ends before it starts. */
export function lengthMs({ from, to }: Span): number {
  return Math.max(0, to.getTime() - from.getTime());
}

/**
 * The period of the same length to compare with: the one immediately before or, with `week`, the nearest one that
 * lies whole weeks back and does not overlap, so that Monday is compared with Monday.
 */
export function periodBefore(span: Span, compare: Comparison = 'before'): Span {
  const length = lengthMs(span);
  const backMs = compare === 'week' ? Math.max(1, Math.ceil(length / weekMs)) * weekMs : length;
  return { from: new Date(span.from.getTime() - backMs), to: new Date(span.to.getTime() - backMs) };
}

/** A span as the contracts write it. */
export function toTimeRange({ from, to }: Span): TimeRange {
  return { from: from.toISOString(), to: to.toISOString() };
}

/**
 * The nearest time that the counts can be cut at. Up to the minute, and upwards: so that the minute under way
 * is in a range that ends now. Where minutes are no longer kept (hours that begin before `minutesSince`), down
 * to the hour. The same time is always cut alike, so a period and the one before neither overlap nor gap.
 */
export function alignTime(at: Date, minutesSince: Date): Date {
  const hour = Math.floor(at.getTime() / hourMs) * hourMs;
  if (hour < minutesSince.getTime()) return new Date(hour);
  return new Date(Math.ceil(at.getTime() / minuteMs) * minuteMs);
}

/**
 * Length of a trend's buckets in minutes: fine enough to see a peak, few enough to draw (at most about 400). Quarters
 * of an hour are for what there are summaries of.
 */
export function chooseBucketMinutes(rangeMs: number, hasMinutes: boolean, hasQuarters = true): number {
  if (hasMinutes && rangeMs <= 2 * hourMs) return 1;
  if (hasMinutes && rangeMs <= 6 * hourMs) return 5;
  if (hasMinutes && hasQuarters && rangeMs <= minuteGrainMaxMs) return 15;
  if (rangeMs <= 8 * dayMs) return 60;
  if (rangeMs <= 31 * dayMs) return 6 * 60;
  return 24 * 60;
}

/**
 * Starts of the buckets that cover a span, without holes. Buckets begin at round times in UTC, so the first may
 * begin before the span: it then holds the events of its later part alone.
 */
export function listBuckets(span: Span, bucketMinutes: number): Date[] {
  const bucketMs = bucketMinutes * minuteMs;
  const first = Math.floor(span.from.getTime() / bucketMs) * bucketMs;
  const count = Math.max(0, Math.ceil((span.to.getTime() - first) / bucketMs));
  return Array.from({ length: count }, (_, index) => new Date(first + index * bucketMs));
}

/** Can equal parts of a span be filled from whole hours, or do they need minutes, where these are at hand? */
export function chooseGrain(span: Span, partMs: number, hasMinutes: boolean): Grain {
  if (!hasMinutes || lengthMs(span) > minuteGrainMaxMs) return 'hour';
  return span.from.getTime() % hourMs === 0 && partMs % hourMs === 0
    ? 'hour'
    : lengthMs(span) > 6 * hourMs
      ? 'quarter'
      : 'minute';
}
