import { median, type Span, sumWithin } from './usual.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Hours of today that are asked whether they were as busy as usual. */
const hoursAsked = 8;
/** Below this an hour says nothing about its day. */
const busyMin = 10;

type Slots = readonly { fromMs: number; toMs: number; count: number }[];

/**
 * Whether today looks like a day off, as a holiday does: there is about as much as at these hours of a weekend, and
 * no hour before was as busy as its own weekday is. What breaks on a working day breaks after busy hours, or leaves
 * less than a weekend has. `spans`: the same hours of comparable days.
 */
export function isDayOff(
  slots: Slots,
  window: Span,
  spans: readonly Span[],
  learnedSinceMs: number,
  count: number,
): boolean {
  const shifted = ({ fromMs, toMs }: Span, byMs: number): Span => ({
    fromMs: fromMs + byMs,
    toMs: toMs + byMs,
  });
  const weekends = [1, 2, 3, 4, 5, 6, 7]
    .map((days) => shifted(window, -days * dayMs))
    .filter(({ fromMs }) => isWeekend(fromMs) && fromMs >= learnedSinceMs);
  if (weekends.length === 0 || isWeekend(window.fromMs)) return false;
  const medianOf = (of: readonly Span[]): number => median(of.map((span) => sumWithin(slots, span)));
  if (count < 0.5 * medianOf(weekends)) return false;
  const wasBusy = Array.from({ length: hoursAsked }, (_, index) => {
    const backMs = window.fromMs - Math.floor(window.fromMs / hourMs) * hourMs + (index + 1) * hourMs;
    const hour = { fromMs: window.fromMs - backMs, toMs: window.fromMs - backMs + hourMs };
    const byMs = hour.fromMs - window.fromMs;
    const asHour = (span: Span): Span => ({ fromMs: span.fromMs + byMs, toMs: span.fromMs + byMs + hourMs });
    const usual = medianOf(spans.map(asHour));
    const isWorkTime = usual >= Math.max(busyMin, 2 * medianOf(weekends.map(asHour)));
    return isWorkTime && sumWithin(slots, hour) >= 0.75 * usual;
  });
  return !wasBusy.includes(true);
}

function isWeekend(atMs: number): boolean {
  const day = new Date(atMs).getUTCDay();
  return day === 0 || day === 6;
}
