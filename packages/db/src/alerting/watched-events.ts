import type { AlertWatch, Outcome, SignInFilter } from '@turnaway/contracts';
import type { Scope } from '../readings/counted-events.js';
import { minuteMs } from '../readings/range.js';
import type { WatchedRule } from './with-locked-rule.js';

/**
 * The events that a rule is about at one moment: the last minutes up to `now`, by time of the event, so that one
 * that arrives late still counts while its time is in the window. Counts are kept by the minute; the minutes that
 * the window begins and ends in are taken whole, so that nothing in the window is ever missed.
 */
export function watchedEvents(
  rule: Pick<WatchedRule, 'workspaceId' | 'filter'>,
  windowMinutes: number,
  now: Date,
): Scope {
  const from = now.getTime() - windowMinutes * minuteMs;
  return {
    workspaceId: rule.workspaceId,
    span: {
      from: new Date(Math.floor(from / minuteMs) * minuteMs),
      to: new Date(Math.ceil(now.getTime() / minuteMs) * minuteMs),
    },
    filter: rule.filter,
  };
}

/** The outcomes that a rule counts: failures, unless its filter asks for others. A success is never a failure. */
export function watchedOutcomes(filter: SignInFilter): Outcome[] {
  return (filter.outcome ?? ['failure']).filter((outcome) => outcome !== 'success' && outcome !== 'other');
}

/** How far back a rule looks. */
export function windowMinutesOf({ kind, params }: AlertWatch): number {
  return kind === 'feed-silent' ? params.silentMinutes : params.windowMinutes;
}
