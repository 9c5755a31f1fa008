import type { Judgment } from '@turnaway/contracts/alert-decision';
import type { AlertMeasure } from '@turnaway/contracts/alert-kinds';
import { formatNumber, formatShare } from './format-number.js';
import { comparableSpans, median, type Span } from './usual.js';

/** With fewer earlier times than this nothing is called usual. */
const samplesMin = 2;
/** Of fewer attempts a rate says nothing. */
const attemptsMin = 10;

/** What a rule of the kind `threshold` counts, in one stretch of time. */
export interface EarlierCounts {
  /** Failures, or people where the rule counts these. */
  count: number;
  /** Successes and failures. */
  attempts: number;
}

/**
 * The earlier times that tell what is usual in a window: the same hours of up to 6 weeks before, or of the days before
 * while there are few weeks. None where there is too little history since `learnedSinceMs`.
 */
export function spansOfUsual(window: Span, learnedSinceMs: number): Span[] {
  const spans = comparableSpans(window, learnedSinceMs);
  return spans.length < samplesMin ? [] : spans;
}

/**
 * What is usual of what a rule measures: the median of the same at earlier times, so that one bad week is outvoted. `null`
 * where too few of these tell.
 */
export function usualOfThreshold(measure: AlertMeasure, earlier: readonly EarlierCounts[]): number | null {
  const isRate = measure === 'failure-rate';
  const values = isRate
    ? earlier.flatMap(({ count, attempts }) => (attempts < attemptsMin ? [] : count / attempts))
    : earlier.map(({ count }) => count);
  if (values.length < samplesMin) return null;
  const usual = median(values);
  // Parts of hours make fractions that nobody can count.
  return isRate ? usual : Math.round(usual * (usual < 10 ? 10 : 1)) / (usual < 10 ? 10 : 1);
}

/** The judgment of a threshold, with what is usual in its words and among what it stands on. */
export function sayUsual(measure: AlertMeasure, judgment: Judgment, usual: number): Judgment {
  const isRate = measure === 'failure-rate';
  const written = isRate ? formatShare(usual) : usual === 0 ? 'none' : formatNumber(usual);
  const is = isRate || usual === 0 || usual === 1 ? 'is' : 'are';
  return {
    ...judgment,
    usual,
    because: `${judgment.because} At this time, ${written} ${is} usual.`,
    evidence: [
      ...judgment.evidence,
      { label: 'Usual at this time', value: isRate ? written : usual, personal: false },
    ],
  };
}
