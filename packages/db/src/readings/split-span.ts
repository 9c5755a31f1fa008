import { dayMs, type Grain, hourMs, lengthMs, minuteMs, type Span } from './range.js';

const quarterMs = 15 * minuteMs;

/** The quarters of an hour, hours and days, by their starts, whose summaries are behind what is counted. */
export interface Behind {
  quarters: ReadonlySet<number>;
  hours: ReadonlySet<number>;
  days: ReadonlySet<number>;
}

/** Where the counts of a stretch of time are read from: from summaries, or one by one. */
export type Store = 'folded-days' | 'folded-hours' | 'folded-quarters' | 'hours' | 'minutes';

export interface Stretch {
  store: Store;
  span: Span;
}

/**
 * Splits an aligned span over the stores: whole days and hours from their summaries, where these are not behind and
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
  if ((grain === 'day' || grain === 'hour') && fits(hourMs)) {
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
    [behind.hours, hourMs],
    [behind.quarters, quarterMs],
  ] as const) {
    if (stepMs > lengthMs || marks.size === 0) continue;
    for (let at = start; at < start + lengthMs; at += stepMs) if (marks.has(at)) return false;
  }
  return true;
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
