import { causeSchema } from '@turnaway/contracts/taxonomy';
import { causeLabels } from '@turnaway/contracts/words';
import { formatMinute } from '../../numbers.js';
import type { AnalysisReport } from '../report/analysis-report.js';

/** One chart: stacked bars over time. */
export interface ChartModel {
  /** Of its canvas. */
  id: string;
  labels: string[];
  series: {
    label: string;
    /** The style's name of its color. */
    token: string;
    values: number[];
  }[];
}

/** Failures by cause; causes in the taxonomy's order, so that each has its place in every report. */
export function failuresModel({ trend, causes }: AnalysisReport): ChartModel {
  const seen = new Set(causes.map(({ of }) => of));
  return {
    id: 'failures',
    labels: labelsOf(trend),
    series: causeSchema.options
      .filter((cause) => seen.has(cause))
      .map((cause) => ({
        label: causeLabels[cause],
        token: cause,
        values: trend.buckets.map((bucket) => bucket.causes[cause] ?? 0),
      })),
  };
}

/** All sign-ins by what became of them. */
export function signInsModel({ trend }: AnalysisReport): ChartModel {
  return {
    id: 'sign-ins',
    labels: labelsOf(trend),
    series: [
      { label: 'Failed', token: 'bad', values: trend.buckets.map(({ failures }) => failures) },
      { label: 'Succeeded', token: 'good', values: trend.buckets.map(({ successes }) => successes) },
      { label: 'Prompts', token: 'expected-step', values: trend.buckets.map(({ interrupts }) => interrupts) },
    ],
  };
}

const dayMinutes = 1_440;

function labelsOf({ buckets, bucketMinutes }: AnalysisReport['trend']): string[] {
  return buckets.map(({ from }) => (bucketMinutes >= dayMinutes ? from.slice(0, 10) : formatMinute(from)));
}
