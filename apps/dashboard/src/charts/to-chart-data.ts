import type { Alert } from '@turnaway/contracts/alerts';
import type { Comparison } from '@turnaway/contracts/filters';
import type { Mark } from '@turnaway/contracts/marks';
import type { Trends } from '@turnaway/contracts/readings';
import { causeLabels } from '@turnaway/contracts/words';
import { comparisonLabels } from '../lib/filter-words';
import { formatClock, formatCount, formatDay, formatNumber, formatShare } from '../lib/format';
import type { ChartMark, ChartModel, ChartSeries, ChartZoom } from './chart-model';
import { timeTicks } from './time-ticks';

interface Options {
  timeZone: string;
  now: Date;
  /** Where a click on a series leads. */
  hrefOf?: (key: string) => string | null;
  /** The address of a part of the time, with `__from__` and `__to__` where its ends go. */
  zoomHref?: string;
  alerts?: readonly Pick<Alert, 'ruleName' | 'startedAt'>[];
  /** What happened around the sign-ins, such as deploys. */
  marks?: readonly Pick<Mark, 'text' | 'at'>[];
}

const rampLength = 8;
const outcomeColors: Readonly<Record<string, string>> = {
  success: 'good',
  failure: 'bad',
  interrupt: 'cause-expected-step',
  conditional: 'warn',
  other: 'cause-unclassified',
};

/** Failures over time, stacked by the dimension that was asked for. */
export function toStackedBars(trends: Trends, { hrefOf, ...options }: Options): ChartModel {
  const series = trends.series.map(
    ({ key, label, total, values }, place): ChartSeries => ({
      key,
      label,
      color: seriesColor(trends.by, key, place),
      values,
      total,
      href: key === 'other' ? null : (hrefOf?.(key) ?? null),
    }),
  );
  const total = sum(trends.failures);
  const largest = series[0];
  const lead = largest === undefined ? '' : ` Most: ${largest.label}, ${formatNumber(largest.total)}.`;
  return {
    ...frame(trends, options),
    kind: 'stacked-bars',
    unit: 'count',
    series,
    summary: `${formatCount(total, 'failure')} over time, by ${trends.by}.${lead}`,
  };
}

/**
 * Share of attempts that failed, over time, stacked by the dimension that was asked for; by outcome, shares of all
 * events. A bucket without an attempt has no share, not a share of zero.
 */
export function toStackedShares(trends: Trends, options: Options): ChartModel {
  const attempts = trends.buckets.map((_, place) =>
    trends.by === 'outcome'
      ? sum(trends.series.map(({ values }) => values[place] ?? 0))
      : (trends.failures[place] ?? 0) + (trends.successes[place] ?? 0),
  );
  const shareOf = (count: number, of: number) => (of === 0 ? null : count / of);
  const model = toStackedBars(trends, options);
  const rate = shareOf(sum(trends.failures), sum(attempts));
  return {
    ...model,
    unit: 'share',
    series: model.series.map((series) => ({
      ...series,
      values: series.values.map((value, place) => shareOf(value ?? 0, attempts[place] ?? 0)),
      total: shareOf(series.total ?? 0, sum(attempts)),
    })),
    summary: `Share of attempts that failed, over time, by ${trends.by}; ${formatShare(rate)} over the whole period.`,
  };
}

/** Failures over time against the period that it is compared with. */
export function toBarsAgainstBefore(
  trends: Trends,
  color: string,
  { compare, ...options }: Options & { compare: Comparison },
): ChartModel {
  const beforeLabel = compare === 'before' ? 'Period before' : 'Same weekdays before';
  const now = sum(trends.failures);
  const before = sum(trends.failuresBefore);
  // Interrupts are no failures, but they are all there is to draw for a code that is an expected step.
  const values = now === 0 && sum(trends.interrupts) > 0 ? trends.interrupts : trends.failures;
  return {
    ...frame(trends, options),
    kind: 'bars-against-before',
    unit: 'count',
    series: [
      { key: 'now', label: 'This period', color, values, total: sum(values), href: null },
      {
        key: 'before',
        label: beforeLabel,
        color: 'ink-3',
        values: trends.failuresBefore,
        total: before,
        href: null,
      },
    ],
    summary: `${formatNumber(sum(values))} in this period, ${formatNumber(before)} in the ${comparisonLabels[compare]}.`,
  };
}

/** True where there is nothing to draw. */
export function isEmptyChart(model: ChartModel): boolean {
  return model.series.every(({ values }) => values.every((value) => value === null || value === 0));
}

/** The end of a bucket: where the next begins. */
export function bucketEnd(trends: Pick<Trends, 'bucketMinutes'>, start: string): string {
  return new Date(Date.parse(start) + trends.bucketMinutes * 60_000).toISOString();
}

/** What is behind each bucket of a trend; `href` has `__from__` and `__to__` where its ends go. */
export function behindBuckets(trends: Trends, href: string): ChartZoom | null {
  const last = trends.buckets.at(-1);
  return last === undefined ? null : { edges: [...trends.buckets, bucketEnd(trends, last)], href };
}

function frame(trends: Trends, { timeZone, now, zoomHref, alerts = [], marks = [] }: Options) {
  const longerThanADay = trends.buckets.length * trends.bucketMinutes > 1_440;
  const wholeDays = trends.bucketMinutes >= 1_440;
  const last = trends.buckets.at(-1);
  return {
    labels: trends.buckets.map((start) => {
      if (wholeDays) return formatDay(start, timeZone);
      const clock = formatClock(start, timeZone);
      return longerThanADay ? `${formatDay(start, timeZone)}, ${clock}` : clock;
    }),
    ticks: timeTicks(trends.buckets, trends.bucketMinutes, timeZone),
    lastIsFilling: last !== undefined && Date.parse(bucketEnd(trends, last)) > now.getTime(),
    marks: [
      ...alerts.map(({ ruleName, startedAt }) => ({
        place: placeOf(trends, startedAt),
        label: ruleName,
        kind: 'alert' as const,
      })),
      ...marks.map(({ text, at }) => ({ place: placeOf(trends, at), label: text, kind: 'deploy' as const })),
    ].filter((mark): mark is ChartMark => mark.place !== null),
    zoom: zoomHref === undefined || trends.bucketMinutes <= 1 ? null : behindBuckets(trends, zoomHref),
  };
}

/** The bucket that an instant lies in; `null` outside of all. */
function placeOf({ buckets, bucketMinutes }: Trends, iso: string): number | null {
  const first = buckets[0];
  if (first === undefined) return null;
  const place = Math.floor((Date.parse(iso) - Date.parse(first)) / (bucketMinutes * 60_000));
  return place >= 0 && place < buckets.length ? place : null;
}

function seriesColor(by: Trends['by'], key: string, place: number): string {
  if (by === 'cause') return Object.hasOwn(causeLabels, key) ? `cause-${key}` : `series-${rampLength}`;
  if (by === 'outcome') return outcomeColors[key] ?? 'cause-unclassified';
  return `series-${(place % rampLength) + 1}`;
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
