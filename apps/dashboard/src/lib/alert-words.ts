import { alertKindLabels } from '@turnaway/contracts/alert-kind-labels';
import type { AlertGroupBy, AlertMeasure, AlertWatch } from '@turnaway/contracts/alert-kinds';
import type { Alert } from '@turnaway/contracts/alerts';
import type { SignInFilter } from '@turnaway/contracts/filters';
import { shownName } from '@turnaway/contracts/personal';
import { filterLabels, filterValueLabel } from './filter-words';
import { formatCount, formatNumber, formatShare } from './format';
import type { FilterName } from './view';

type Measure = AlertMeasure;

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

/** Is a value that is measured so a share? `of the attempts failed in 10 minutes` */
export function isShare(measure: string): boolean {
  return measure.startsWith('of the ');
}

/** Does a rule look at shares from 0 to 1? */
export function isShareRule(rule: AlertWatch): boolean {
  if (rule.kind === 'threshold' || rule.kind === 'baseline') return rule.params.measure === 'failure-rate';
  return rule.kind === 'provider-trouble' || rule.kind === 'rejects';
}

/** What an alert's values are, its window as rules say it: `failures in 24 hours` for `failures in 1440 minutes`. */
export function measureWords(valueMeasure: string): string {
  return valueMeasure.replace(
    /\bin ([\d,]+) minutes$/,
    (_, minutes: string) => `in ${formatWindow(Number(minutes.replaceAll(',', '')))}`,
  );
}

/** A value of an alert with what it is: `12 failures`, `34.5% of the attempts failed in 10 minutes`. */
export function formatAlertValue(
  { measure, valueMeasure }: Pick<Alert, 'measure' | 'valueMeasure'>,
  value: number | null,
): string {
  if (measure !== null && valueMeasure === '')
    return `${formatMeasure(measure, value)} ${measureLabels[measure]}`;
  return `${formatPlainValue(valueMeasure, value)} ${measureWords(valueMeasure)}`;
}

/** A value of an alert without its unit. */
export function formatPlainValue(valueMeasure: string, value: number | null): string {
  return isShare(valueMeasure)
    ? formatShare(value)
    : formatNumber(value === null ? null : Math.round(value * 10) / 10);
}

/** What an alert is about, as far as the reader may know it. */
export function shownLabel({ label }: { label: string | null }): string {
  return label === null ? 'hidden' : shownName(label);
}

/** A window in words: `15 minutes`, `1 hour`. */
export function formatWindow(minutes: number): string {
  if (minutes % 60 !== 0) return formatCount(minutes, 'minute', 'minutes');
  return minutes === 60 ? '1 hour' : `${minutes / 60} hours`;
}

/** What is held against the threshold one by one. */
const ofEach: Readonly<Record<AlertGroupBy, string>> = {
  none: '',
  app: ' at one app',
  cause: ' of one cause',
  system: ' at one system',
};

/** A rule as one sentence. */
export function ruleSentence(rule: AlertWatch & { filter: SignInFilter }): string {
  if (rule.kind !== 'threshold') {
    const over = filterSentence(rule.filter);
    return `${alertKindLabels[rule.kind].summary}${over === 'over all sign-ins' ? '' : ` Only ${over}.`}`;
  }
  const { measure, threshold, windowMinutes, groupBy } = rule.params;
  const value = formatMeasure(measure, threshold);
  const what =
    measure === 'failure-rate' ? `a failure rate of ${value}` : `${value} ${measureLabels[measure]}`;
  return `Fires at ${what}${ofEach[groupBy]} within ${formatWindow(windowMinutes)}, ${filterSentence(rule.filter)}.`;
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
