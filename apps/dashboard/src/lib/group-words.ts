import type { ErrorGroupEntry, ErrorGroupState, IgnoreCondition } from '@turnaway/contracts/error-groups';
import { formatCount } from './format';

/** What a state is called on screen. */
export const stateLabels: Readonly<Record<ErrorGroupState, string>> = {
  new: 'New',
  ongoing: 'Ongoing',
  escalating: 'Escalating',
  regressed: 'Regressed',
  resolved: 'Resolved',
  ignored: 'Ignored',
};

/** What a state means, for whoever points at it. */
export const stateHints: Readonly<Record<ErrorGroupState, string>> = {
  new: 'First seen less than 7 days ago; nobody has taken it up.',
  ongoing: 'It goes on as usual.',
  escalating: 'Far more of it than is usual, or worse than it was ignored for.',
  regressed: 'It was resolved, and has happened again.',
  resolved: 'Somebody resolved it. If it happens again, it shows up as regressed.',
  ignored: 'Nothing is to be done about it for now.',
};

/** Until when something is ignored, to stand after "ignored". */
export function ignoreWords(ignore: IgnoreCondition, formatTime: (iso: string) => string): string {
  if (ignore.until === 'events') return `until ${formatCount(ignore.count, 'more event', 'more events')}`;
  if (ignore.until === 'people') return `until ${formatCount(ignore.count, 'more person', 'more people')}`;
  return ignore.until === 'time' ? `until ${formatTime(ignore.at)}` : 'for good';
}

/** A line of a history as a sentence without its subject: "set it from New to Resolved". */
export function entryWords({ what, from, to }: ErrorGroupEntry): string {
  if (what === 'comment') return 'said';
  if (what === 'assignee') return to === null ? `took it from ${from ?? 'nobody'}` : `gave it to ${to}`;
  const named = (state: string | null) => (isState(state) ? stateLabels[state].toLowerCase() : 'nothing');
  if (from === null) return `is ${named(to)}`;
  return from === to ? `still ${named(to)}` : `from ${named(from)} to ${named(to)}`;
}

function isState(text: string | null): text is ErrorGroupState {
  return text !== null && Object.hasOwn(stateLabels, text);
}
