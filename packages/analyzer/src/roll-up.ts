import type { AnalyzedEvent, RollupDelta } from '@turnaway/contracts/batch-facts';
import { formatErrorCode } from '@turnaway/contracts/error-code';

/**
 * Counts events by minute, error code, app and interactivity. Sorted by key, always in the same order, so that two
 * workers that upsert overlapping rows take their locks in the same order and cannot deadlock.
 */
export function rollUp(events: readonly AnalyzedEvent[]): RollupDelta[] {
  const byKey = new Map<string, RollupDelta>();
  for (const { event } of events) {
    const minute = `${event.occurredAt.slice(0, 16)}:00.000Z`;
    const key = `${minute}\n${formatErrorCode(event.errorCode)}\n${event.app ?? '\0'}\n${event.interactive}`;
    const delta = byKey.get(key);
    if (delta === undefined) {
      byKey.set(key, {
        minute,
        errorCode: event.errorCode,
        observedOutcome: event.observedOutcome,
        app: event.app,
        interactive: event.interactive,
        events: 1,
      });
    } else {
      delta.events += 1;
      // Of one code seen both ways, the refusal is what must not be lost.
      if (event.observedOutcome === 'failure') delta.observedOutcome = 'failure';
    }
  }
  return [...byKey].sort(byText).map(([, delta]) => delta);
}

/** By code unit and not by locale, which differs between machines. */
function byText([left]: readonly [string, RollupDelta], [right]: readonly [string, RollupDelta]): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
