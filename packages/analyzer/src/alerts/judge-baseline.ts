import type { Judgment } from '@turnaway/contracts/alert-decision';
import type { AlertParams } from '@turnaway/contracts/alert-kinds';
import type { BaselineObservation } from '@turnaway/contracts/alert-observations';
import { formatCount, formatNumber, formatShare } from './format-number.js';
import { isDayOff } from './quiet-day.js';
import { comparableSpans, isBesideWeekend, median, type Span, spreadOf, sumWithin } from './usual.js';

type Params = AlertParams<'baseline'>;
interface Levels {
  usual: number;
  warn: number;
  alert: number;
  recovery: number;
}

const minuteMs = 60_000;
const hourMs = 3_600_000;
const weekMs = 168 * hourMs;
const samplesMin = 2;
const successesMin = 10;
const growthMax = 4;

type Slots = { fromMs: number; toMs: number; count: number }[];
/** An observation, and its past as it is summed up many times. */
type Row = BaselineObservation & { past: { failures: Slots; successes: Slots } };

/**
 * A count or a rate against what is usual at this hour of the week. Small counts double by chance and large ones
 * hardly vary, so it must be off by its spread, by a factor and by a number of events at once. Where the usual changes
 * steeply, as when a working day begins, an hour earlier or later is usual too. With too little history only a gross
 * number fires, if more fail than succeed.
 *
 * Where twice as many people get in, as at the end of a month, twice as many mistype: failures are held against how many
 * succeed. What was not there before, as an app that is new, has no usual: it must fail more often than not. And a
 * weekday on which nobody came to work is a holiday.
 */
export function judgeBaseline(
  params: Params,
  observed: readonly BaselineObservation[],
  now: Date,
): Judgment[] {
  return observed.map((row) => judgeRow(params, { ...row, past: pastOf(row) }, now));
}

function judgeRow(params: Params, row: Row, now: Date): Judgment {
  const window = { fromMs: now.getTime() - params.windowMinutes * minuteMs, toMs: now.getTime() };
  const learnedSinceMs = row.learnedSince === null ? Number.POSITIVE_INFINITY : Date.parse(row.learnedSince);
  const spans = comparableSpans(window, learnedSinceMs);
  const attempts = row.failures + row.successes;
  const isRate = params.measure === 'failure-rate';
  const value = isRate
    ? row.failures / Math.max(1, attempts)
    : row[params.measure === 'successes' ? 'successes' : 'failures'];
  const isLearned = spans.length >= samplesMin;
  const levels = isLearned ? learnedLevels(params, row, spans, attempts) : coldLevels(params);
  const format = isRate ? formatShare : formatNumber;
  const measure = isRate ? 'of the attempts failed' : params.measure;
  const isDrop = params.direction === 'drop';
  const isOff = (level: number): boolean => (isDrop ? value <= level : value >= level);
  const isUnheardOf = (): boolean => !isDrop && !(isLearned && wasThere(row, spans));
  const isEnough = !isRate || attempts >= params.minimumAttempts;
  const found = isOff(levels.alert) ? 'alert' : isOff(levels.warn) ? 'warn' : 'ok';
  const isNoNews = (): boolean =>
    (isBesideWeekend(window) && wasSoLastWeek(params, row, weeksOf(window, spans), value)) ||
    (row.failures < row.successes && isUnheardOf()) ||
    (isDrop && isLearned && isDayOff(row.past.successes, window, spans, learnedSinceMs, row.successes));
  return {
    key: row.key,
    label: row.label,
    personal: false,
    level: found === 'ok' || !isEnough || isNoNews() ? 'ok' : found,
    value,
    warnThreshold: levels.warn,
    threshold: levels.alert,
    recoveryThreshold: levels.recovery,
    worseWhen: isDrop ? 'lower' : 'higher',
    measure: `${measure} in ${formatCount(params.windowMinutes, 'minute')}`,
    usual: isLearned ? levels.usual : null,
    because: isLearned
      ? `${format(value)} ${measure} in ${formatCount(params.windowMinutes, 'minute')}, where ${format(levels.usual)} ${isRate ? 'is' : 'are'} usual at this hour.`
      : `Still learning what is usual at this hour; ${format(value)} ${measure} in ${formatCount(params.windowMinutes, 'minute')}.`,
    evidence: [
      { label: 'Failures', value: row.failures, personal: false },
      { label: 'Successes', value: row.successes, personal: false },
      { label: 'Earlier times compared with', value: spans.length, personal: false },
    ],
  };
}

function learnedLevels(params: Params, row: Row, spans: readonly Span[], attempts: number): Levels {
  const { valueIn, around } = measureOf(params, row);
  const usual = median(spans.map(valueIn));
  const isDrop = params.direction === 'drop';
  const edges = spans.map((span) => (isDrop ? Math.min(...around(span)) : Math.max(...around(span))));
  const edge = median(edges);
  const isRate = params.measure === 'failure-rate';
  const spread = isRate
    ? Math.max(
        1.4826 * median(edges.map((value) => Math.abs(value - edge))),
        Math.sqrt((edge * (1 - edge)) / Math.max(1, attempts)),
      )
    : spreadOf(edges, edge);
  const growth = params.measure === 'failures' && !isDrop ? growthOf(row, spans) : 1;
  const change = isRate ? params.minimumChange / Math.max(1, attempts) : params.minimumChange;
  const levelAt = (spreads: number, factor: number): number =>
    isDrop
      ? Math.min(lowerEdge(edge, spread, spreads), edge / factor, edge - change)
      : Math.max(growth * edge + spreads * spread, growth * edge * factor, growth * edge + change);
  const warn = levelAt(params.warnSpreads, params.warnFactor);
  return {
    usual,
    warn,
    alert: levelAt(params.alertSpreads, params.alertFactor),
    recovery: (growth * edge + warn) / 2,
  };
}

/** What a rule measures, of the past of a row: in a span, and in those an hour earlier and later. */
function measureOf({ measure, direction }: Params, { past: { failures, successes } }: Row) {
  const valueIn = (span: Span): number => {
    if (measure === 'successes') return sumWithin(successes, span);
    const failed = sumWithin(failures, span);
    if (measure === 'failures') return failed;
    // As if 20 attempts with one failure came on top: a rate of few attempts says little.
    return (failed + 1) / (failed + sumWithin(successes, span) + 20);
  };
  const around = ({ fromMs, toMs }: Span): number[] => {
    // The past is known by clock hours: a burst within one may have lain in the window as a whole.
    const intoHourMs = direction === 'spike' ? fromMs % hourMs : 0;
    return [-hourMs, -intoHourMs, 0, hourMs - intoHourMs, hourMs].map((shiftMs) =>
      valueIn({ fromMs: fromMs + shiftMs, toMs: toMs + shiftMs }),
    );
  };
  return { valueIn, around };
}

/**
 * Whether it was about as much, or as little, a week ago: where a weekend begins or ends in UTC, days that are alike there
 * may be a Sunday and a Monday at the company, and only the same weekday tells.
 */
function wasSoLastWeek(params: Params, row: Row, weeks: readonly Span[], value: number): boolean {
  if (weeks.length === 0) return false;
  const { around } = measureOf(params, row);
  const then = weeks.flatMap(around);
  return params.direction === 'drop' ? value >= 0.5 * Math.min(...then) : value <= 1.5 * Math.max(...then);
}

/** Those of earlier weeks, where days of the same week had to be taken as well. */
function weeksOf({ fromMs }: Span, spans: readonly Span[]): Span[] {
  const weeks = spans.filter((span) => (fromMs - span.fromMs) % weekMs === 0);
  return weeks.length === spans.length ? [] : weeks;
}

/** Whether there usually was anything at all at these hours. */
function wasThere({ past }: Row, spans: readonly Span[]): boolean {
  const all = [...past.failures, ...past.successes];
  return median(spans.map((span) => sumWithin(all, span))) > 0;
}

/** How many times as many succeed as usual, from 1 to 4; 1 where too few do to say. */
function growthOf({ past, successes }: Row, spans: readonly Span[]): number {
  const usual = median(spans.map((span) => sumWithin(past.successes, span)));
  return usual < successesMin ? 1 : Math.min(growthMax, Math.max(1, successes / usual));
}

/**
 * So many spreads below: taken off the root, since counts near zero stray less than the spread of larger ones says.
 */
function lowerEdge(edge: number, spread: number, spreads: number): number {
  const root = Math.sqrt(edge);
  const rootSpread = spread / (2 * Math.max(1, root));
  return root > spreads * rootSpread ? (root - spreads * rootSpread) ** 2 : -1;
}

/** Of a drop nothing can be said without knowing what is usual, nor of a rate. */
function coldLevels({ direction, measure, coldStartThreshold }: Params): Levels {
  if (direction === 'drop') return { usual: 0, warn: -1, alert: -1, recovery: 0 };
  const alert = measure === 'failure-rate' ? 2 : coldStartThreshold;
  return { usual: 0, warn: alert, alert, recovery: alert / 2 };
}

function pastOf({ history }: BaselineObservation): Row['past'] {
  const past: Row['past'] = { failures: [], successes: [] };
  for (const { at, minutes, failures, successes } of history) {
    const fromMs = Date.parse(at);
    const toMs = fromMs + minutes * minuteMs;
    past.failures.push({ fromMs, toMs, count: failures });
    past.successes.push({ fromMs, toMs, count: successes });
  }
  return past;
}
