import type { Judgment } from '@turnaway/contracts/alert-decision';
import type { AlertWatch } from '@turnaway/contracts/alert-kinds';
import type { HistorySlot, HourlyCounts, HourOfCounts } from '@turnaway/contracts/alert-observations';
import type { ReplayedFiring } from '@turnaway/contracts/alert-replay';
import { judgeBaseline } from './judge-baseline.js';
import { judgeThreshold } from './judge-threshold.js';
import { type ReplayedLook, replayLooks } from './replay-looks.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** The earlier days that a baseline is compared with, as its observer counts them. */
const daysBack = [1, 2, 3, 4, 5, 6, 7, 14, 21, 28, 35, 42];
/** A drop is also held against the hours before it. */
const dropHoursBefore = 9;
/** A rule of a kind that counts, and so can be replayed over counts. */
export type ReplayableWatch = Extract<AlertWatch, { kind: 'threshold' | 'baseline' }>;

/** How a window is replayed over counts by the hour: in whole hours, with at least four looks a window. */
export function replayStepOf({ params }: ReplayableWatch): { windowHours: number; stepHours: number } {
  const windowHours = Math.ceil(params.windowMinutes / 60);
  return { windowHours, stepHours: Math.ceil(windowHours / 4) };
}

/** How many hours before its first look a replay reads. */
export function hoursBeforeReplay(watch: ReplayableWatch): number {
  const { windowHours } = replayStepOf(watch);
  return watch.kind === 'baseline' ? windowHours + 42 * 24 + dropHoursBefore : windowHours;
}

/**
 * When a rule would have fired between two whole hours, in the order of their start: the judge and the state machine
 * that look at it every minute, led past its counts by the hour.
 */
export function replayRule(
  rule: { watch: ReplayableWatch; forMinutes: number; keepFiringMinutes: number },
  counted: HourlyCounts,
  { from, to }: { from: Date; to: Date },
): ReplayedFiring[] {
  const { stepHours } = replayStepOf(rule.watch);
  const tracks = counted.keys.map(({ key, label, hours }) => ({
    key,
    label,
    hours: new Map(hours.map((hour) => [Date.parse(hour.at), hour])),
  }));
  const stepMs = stepHours * hourMs;
  function* looks(): Generator<ReplayedLook> {
    for (let atMs = from.getTime() + stepMs; atMs <= to.getTime(); atMs += stepMs) {
      const now = new Date(atMs);
      yield { now, judgments: judgeAt(rule.watch, tracks, counted.learnedSince, now) };
    }
  }
  return replayLooks(rule, looks());
}

interface Track {
  key: string;
  label: string;
  /** By the start of the hour. */
  hours: ReadonlyMap<number, HourOfCounts>;
}

function judgeAt(
  watch: ReplayableWatch,
  tracks: readonly Track[],
  learnedSince: string | null,
  now: Date,
): Judgment[] {
  const { windowHours } = replayStepOf(watch);
  const windowMinutes = windowHours * 60;
  const span = { fromMs: now.getTime() - windowHours * hourMs, toMs: now.getTime() };
  if (watch.kind === 'threshold') {
    const params = { ...watch.params, windowMinutes };
    const observed = tracks.map(({ key, label, hours }) => {
      const { failures, attempts } = sumOf(hoursIn(hours, span));
      const rate = attempts === 0 ? 0 : failures / attempts;
      return { key, label, value: params.measure === 'failure-rate' ? rate : failures, attempts };
    });
    return judgeThreshold(params, observed);
  }
  const observed = tracks.map(({ key, label, hours }) => {
    const { failures, successes } = sumOf(hoursIn(hours, span));
    const before = watch.params.direction === 'drop' ? dropHoursBefore : 1;
    const history = [0, ...daysBack]
      .flatMap((days) => hoursIn(hours, around(span, days, before)))
      .filter(({ at }) => Date.parse(at) < span.fromMs)
      .map(toSlot);
    return { key, label, failures, successes, history: distinct(history), learnedSince };
  });
  return judgeBaseline({ ...watch.params, windowMinutes }, observed, now);
}

interface SpanMs {
  fromMs: number;
  toMs: number;
}

function hoursIn(hours: Track['hours'], { fromMs, toMs }: SpanMs): HourOfCounts[] {
  const found: HourOfCounts[] = [];
  for (let atMs = fromMs; atMs < toMs; atMs += hourMs) {
    const hour = hours.get(atMs);
    if (hour !== undefined) found.push(hour);
  }
  return found;
}

function around({ fromMs, toMs }: SpanMs, days: number, hoursBefore: number): SpanMs {
  return { fromMs: fromMs - days * dayMs - hoursBefore * hourMs, toMs: toMs - days * dayMs + hourMs };
}

function toSlot({ at, failures, successes }: HourOfCounts): HistorySlot {
  return { at, minutes: 60, failures, successes };
}

/** The hours around windows of a day overlap: each counts once. */
function distinct(slots: readonly HistorySlot[]): HistorySlot[] {
  return [...new Map(slots.map((slot) => [slot.at, slot])).values()];
}

function sumOf(hours: readonly HourOfCounts[]): Omit<HourOfCounts, 'at'> {
  const sum = { failures: 0, successes: 0, attempts: 0 };
  for (const { failures, successes, attempts } of hours) {
    sum.failures += failures;
    sum.successes += successes;
    sum.attempts += attempts;
  }
  return sum;
}
