import { isWeekend, median, type Span, sumWithin } from './usual.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Hours of today that are asked whether they were as busy as usual. */
const hoursAsked = 8;
/** Below this, hours say nothing about their day. */
const busyMin = 10;
/** Of what is usual on a working day: what a day has that somebody came to work on. */
const busyShare = 0.5;
/** So far below what a weekend has, in spreads of a count of its size, is less than chance leaves of a day off. */
const spreadsBelow = 3;

type Slots = readonly { fromMs: number; toMs: number; count: number }[];

/**
 * Whether today looks like a day off, as a holiday does: there is no less than chance leaves of what these hours of a
 * weekend have, and the hours before were not as busy as those of its weekday are. What breaks on a working day breaks
 * after busy hours, or leaves less than a weekend has. `spans`: the same hours of comparable days.
 */
export function isDayOff(
  slots: Slots,
  window: Span,
  spans: readonly Span[],
  learnedSinceMs: number,
  count: number,
): boolean {
  const weekends = weekendsBefore(window, learnedSinceMs);
  if (weekends.length === 0 || isWeekend(window.fromMs)) return false;
  const quiet = median(weekends.map((span) => sumWithin(slots, span)));
  if (count < Math.min(0.5 * quiet, quiet - spreadsBelow * Math.sqrt(quiet))) return false;
  const share = shareOfWorkday(slots, window, spans, learnedSinceMs);
  return share === null || share < busyShare;
}

/** Whether the hours before were so quiet that today is a day off; without hours that tell, it is none. */
export function wasQuiet(
  slots: Slots,
  window: Span,
  spans: readonly Span[],
  learnedSinceMs: number,
): boolean {
  const share = shareOfWorkday(slots, window, spans, learnedSinceMs);
  return share !== null && share < busyShare;
}

/** How busy the hours before were, of what is usual in hours that people work; `null` where too few of these tell. */
function shareOfWorkday(
  slots: Slots,
  window: Span,
  spans: readonly Span[],
  learnedSinceMs: number,
): number | null {
  const weekends = weekendsBefore(window, learnedSinceMs);
  if (weekends.length === 0 || isWeekend(window.fromMs)) return null;
  const medianOf = (of: readonly Span[]): number => median(of.map((span) => sumWithin(slots, span)));
  let [usually, today] = [0, 0];
  for (let back = 0; back < hoursAsked; back += 1) {
    const startMs = Math.floor(window.fromMs / hourMs) * hourMs - (back + 1) * hourMs;
    const byMs = startMs - window.fromMs;
    const asHour = (span: Span): Span => ({ fromMs: span.fromMs + byMs, toMs: span.fromMs + byMs + hourMs });
    const usual = medianOf(spans.map(asHour));
    // An hour that is as quiet on a weekend says nothing of today.
    if (usual < 2 * medianOf(weekends.map(asHour))) continue;
    usually += usual;
    today += sumWithin(slots, { fromMs: startMs, toMs: startMs + hourMs });
  }
  return usually < busyMin ? null : today / usually;
}

/** The same hours of the last weekend. */
export function weekendsBefore(window: Span, learnedSinceMs: number): Span[] {
  return [1, 2, 3, 4, 5, 6, 7]
    .map((days) => ({ fromMs: window.fromMs - days * dayMs, toMs: window.toMs - days * dayMs }))
    .filter(({ fromMs }) => isWeekend(fromMs) && fromMs >= learnedSinceMs);
}
