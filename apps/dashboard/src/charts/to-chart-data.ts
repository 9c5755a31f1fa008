import type { Trends } from '@turnaway/contracts/readings';
import { causeLabels } from '@turnaway/contracts/words';
import { formatClock, formatCount, formatDay, formatNumber, formatShare } from '../lib/format';
import type { ChartModel, ChartSeries } from './chart-model';
import { timeTicks } from './time-ticks';

interface Options {
  timeZone: string;
  now: Date;
  /** Where a click on a series leads. */
  hrefOf?: (key: string) => string | null;
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

/** Share of attempts that failed, over time. A bucket without an attempt has no rate, not a rate of zero. */
export function toFailureRate(trends: Trends, options: Options): ChartModel {
  const values = trends.failures.map((failures, place) => {
    const attempts = failures + (trends.successes[place] ?? 0);
    return attempts === 0 ? null : failures / attempts;
  });
  const failures = sum(trends.failures);
  const attempts = failures + sum(trends.successes);
  const rate = attempts === 0 ? null : failures / attempts;
  return {
    ...frame(trends, options),
    kind: 'line',
    unit: 'share',
    series: [{ key: 'rate', label: 'Failure rate', color: 'accent', values, total: rate, href: null }],
    summary: `Failure rate over time; ${formatShare(rate)} over the whole period.`,
  };
}

/** Failures over time against the period before. */
export function toBarsAgainstBefore(trends: Trends, color: string, options: Options): ChartModel {
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
        label: 'Period before',
        color: 'ink-3',
        values: trends.failuresBefore,
        total: before,
        href: null,
      },
    ],
    summary: `${formatNumber(sum(values))} in this period, ${formatNumber(before)} in the period before.`,
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

function frame(trends: Trends, { timeZone, now }: Options) {
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
  };
}

function seriesColor(by: Trends['by'], key: string, place: number): string {
  if (by === 'cause') return Object.hasOwn(causeLabels, key) ? `cause-${key}` : `series-${rampLength}`;
  if (by === 'outcome') return outcomeColors[key] ?? 'cause-unclassified';
  return `series-${(place % rampLength) + 1}`;
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
