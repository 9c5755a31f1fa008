import { noApp } from '@turnaway/contracts/filter-names';
import type { Comparison, Interactive } from '@turnaway/contracts/filters';
import { shownName } from '@turnaway/contracts/personal';
import {
  actorLabels,
  causeLabels,
  outcomeLabels,
  sourceLabels,
  systemLabel,
} from '@turnaway/contracts/words';
import type { FilterName } from './view';

/** What a period is compared with, after "against the". */
export const comparisonLabels: Readonly<Record<Comparison, string>> = {
  before: 'period before',
  week: 'same weekdays before',
};

/** Whether a person was at the screen. */
export const interactiveLabels: Readonly<Record<Interactive, string>> = {
  yes: 'yes',
  no: 'no',
  unknown: 'not said',
};

/** What each filter is called in a sentence: "cause is Access policy". */
export const filterLabels: Readonly<Record<FilterName, string>> = {
  cause: 'cause',
  source: 'source',
  outcome: 'outcome',
  system: 'system',
  app: 'app',
  code: 'error code',
  feed: 'feed',
  user: 'person',
  ip: 'address',
  country: 'country',
  client: 'client',
  device: 'device',
  policy: 'policy',
  interactive: 'person at the screen',
};

/** A filter's value as people read it. */
export function filterValueLabel(name: FilterName, value: string): string {
  if (name === 'cause') return labelOf(causeLabels, value);
  if (name === 'source') return labelOf(sourceLabels, value);
  if (name === 'outcome') return labelOf(outcomeLabels, value);
  if (name === 'system') return systemLabel(value);
  if (name === 'user' || name === 'ip') return shownName(value);
  if (name === 'interactive') return labelOf(interactiveLabels, value);
  if (name === 'country') return countryName(value);
  if (name === 'app' && value === noApp) return 'not named';
  return value;
}

let countryNames: Intl.DisplayNames | undefined;

/** A country's English name where the log has its two letters, else what the log has. */
function countryName(value: string): string {
  if (!/^[A-Z]{2}$/.test(value)) return value;
  // Not before it is asked for: making it takes a browser some time.
  countryNames ??= new Intl.DisplayNames('en', { type: 'region' });
  return countryNames.of(value) ?? value;
}

/** Whose move it is, as a sentence of its own. */
export function moveSentence(actor: keyof typeof actorLabels): string {
  if (actor === 'nobody') return 'No one has to act.';
  const label = actorLabels[actor];
  const who = actor === 'end-user' ? label : `the ${label}`;
  return `It is ${who}’s move.`;
}

function labelOf(labels: Readonly<Record<string, string>>, value: string): string {
  return labels[value] ?? value;
}
