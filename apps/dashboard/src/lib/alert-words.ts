import type { AlertRule } from '@turnaway/contracts/alerts';
import type { SignInFilter } from '@turnaway/contracts/filters';
import { filterLabels, filterValueLabel } from './filter-words';
import { formatNumber, formatShare } from './format';
import type { FilterName } from './view';

type Measure = AlertRule['measure'];

/** What a rule counts, in words. */
export const measureLabels: Readonly<Record<Measure, string>> = {
  failures: 'failures',
  'affected-users': 'people affected',
  'failure-rate': 'failure rate',
};

/** A measure's value with its unit: `12 failures`, `23.0% failure rate`. */
export function formatMeasure(measure: Measure, value: number | null): string {
  return measure === 'failure-rate' ? formatShare(value) : formatNumber(value);
}

/** A window in words: `15 minutes`, `1 hour`. */
export function formatWindow(minutes: number): string {
  if (minutes % 60 !== 0) return `${minutes} minutes`;
  return minutes === 60 ? '1 hour' : `${minutes / 60} hours`;
}

/** A rule as one sentence. */
export function ruleSentence(
  rule: Pick<AlertRule, 'measure' | 'threshold' | 'windowMinutes' | 'filter'>,
): string {
  const value = formatMeasure(rule.measure, rule.threshold);
  const what =
    rule.measure === 'failure-rate'
      ? `a failure rate of ${value}`
      : `${value} ${measureLabels[rule.measure]}`;
  return `Fires at ${what} within ${formatWindow(rule.windowMinutes)}, ${filterSentence(rule.filter)}.`;
}

/** A filter as a part of a sentence: "where cause is Access policy and app is VPN or Payroll". */
export function filterSentence(filter: SignInFilter): string {
  const clauses = (Object.keys(filterLabels) as FilterName[]).flatMap((name) => {
    const values = filter[name];
    if (values === undefined || values.length === 0) return [];
    return [`${filterLabels[name]} is ${values.map((value) => filterValueLabel(name, value)).join(' or ')}`];
  });
  return clauses.length === 0 ? 'over all sign-ins' : `where ${clauses.join(' and ')}`;
}
