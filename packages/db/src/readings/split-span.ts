import { dayMs, type Grain, hourMs, lengthMs, minuteMs, type Span, shiftMs } from './range.js';

const quarterMs = 15 * minuteMs;

/** The quarters of an hour, hours, six hours and days, by their starts, whose summaries are behind what is counted. */
export interface Behind {
  quarters: ReadonlySet<number>;
  hours: ReadonlySet<number>;
  shifts: ReadonlySet<number>;
  days: ReadonlySet<number>;
}

/** Where the counts of a stretch of time are read from: from summaries, or one by one. */
export type Store = FoldedStore | 'hours' | 'minutes';
export type FoldedStore = keyof typeof foldedMinutes;

/** How long a bucket of each kind of summary is. */
export const foldedMinutes = {
  'folded-days': 1440,
  'folded-shifts': 360,
  'folded-hours': 60,
  'folded-quarters': 15,
} as const;

export interface Stretch {
  store: Store;
  span: Span;
}

/**
 * Splits an aligned span over the stores: whole days, six hours and hours from their summaries, where these are not behind and
 * the grain lets them; whole hours that have no summary yet from the counts by hour; the edges from quarters and
 * from the counts by minute. Without `behind` no summary is read.
 */
export function splitSpan(span: Span, grain: Grain, behind: Behind | null): Stretch[] {
  const stretches: Stretch[] = [];
  let at = span.from.getTime();
  const to = span.to.getTime();
  while (at < to) {
    const { store, end } = chooseStore(at, to, grain, behind);
    const last = stretches.at(-1);
    if (last?.store === store) last.span = { from: last.span.from, to: new Date(end) };
    else stretches.push({ store, span: { from: new Date(at), to: new Date(end) } });
    at = end;
  }
  // A span of no length has no part, and still is something that can be read.
  return lengthMs(span) === 0 ? [{ store: 'minutes', span }] : stretches;
}

function chooseStore(
  at: number,
  to: number,
  grain: Grain,
  behind: Behind | null,
): { store: Store; end: number } {
  const fits = (lengthMs: number) => at % lengthMs === 0 && at + lengthMs <= to;
  if (grain === 'day' && fits(dayMs) && behind !== null && isFolded(at, dayMs, behind)) {
    return { store: 'folded-days', end: at + dayMs };
  }
  const mayBeShift = grain === 'day' || grain === 'shift';
  if (mayBeShift && fits(shiftMs) && behind !== null && isFolded(at, shiftMs, behind)) {
    return { store: 'folded-shifts', end: at + shiftMs };
  }
  if ((mayBeShift || grain === 'hour') && fits(hourMs)) {
    const isSummed = behind !== null && isFolded(at, hourMs, behind);
    return { store: isSummed ? 'folded-hours' : 'hours', end: at + hourMs };
  }
  if (grain !== 'minute' && fits(quarterMs) && behind !== null && isFolded(at, quarterMs, behind)) {
    return { store: 'folded-quarters', end: at + quarterMs };
  }
  return { store: 'minutes', end: Math.min(Math.floor(at / quarterMs) * quarterMs + quarterMs, to) };
}

/** A summary is behind while it is marked, and while any part of it is. */
function isFolded(start: number, lengthMs: number, behind: Behind): boolean {
  for (const [marks, stepMs] of [
    [behind.days, dayMs],
    [behind.shifts, shiftMs],
    [behind.hours, hourMs],
    [behind.quarters, quarterMs],
  ] as const) {
    if (stepMs > lengthMs || marks.size === 0) continue;
    for (let at = start; at < start + lengthMs; at += stepMs) if (marks.has(at)) return false;
  }
  return true;
}

/** As {@link splitSpan}, for what is listed by day, hour and quarter and not by six hours. */
export function splitByLists(span: Span, behind: Behind | null, grain: Grain = 'day'): Stretch[] {
  return splitSpan(span, grain, behind).map((stretch) =>
    // Six hours are only read where none of their hours is behind.
    stretch.store === 'folded-shifts' ? { ...stretch, store: 'folded-hours' } : stretch,
  );
}

/** Is a stretch read from summaries? */
export function isOfFolds(stretch: Stretch): stretch is Stretch & { store: FoldedStore } {
  return stretch.store in foldedMinutes;
}

/** The same stretch of time in as few spans as it takes; they come in order. */
export function joinSpans(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const { from, to } of spans) {
    const last = joined.at(-1);
    if (last?.to.getTime() === from.getTime()) last.to = to;
    else joined.push({ from, to });
  }
  return joined;
}
