import type { AlertKeyState, Judgment } from '@turnaway/contracts/alert-decision';
import type { AlertLifecycle } from '@turnaway/contracts/alert-kinds';
import type { ReplayedFiring } from '@turnaway/contracts/alert-replay';
import { decide } from './decide.js';

/** Nobody mutes while a rule is replayed, and so few keys are counted that none is left out. */
const unlimited = { keysMax: Number.MAX_SAFE_INTEGER, muteFactor: Number.POSITIVE_INFINITY };

/** What a rule would have seen at one moment. */
export interface ReplayedLook {
  now: Date;
  judgments: readonly Judgment[];
}

/** When a rule would have fired, by the order of its start: its looks, in order of time, led past the state machine. */
export function replayLooks(lifecycle: AlertLifecycle, looks: Iterable<ReplayedLook>): ReplayedFiring[] {
  const firings: ReplayedFiring[] = [];
  const open = new Map<string, ReplayedFiring>();
  let states: AlertKeyState[] = [];
  for (const { now, judgments } of looks) {
    const decisions = decide({ ...lifecycle, ...unlimited }, states, judgments, now);
    states = decisions.states;
    for (const { key, state, emit } of decisions.changes) {
      const firing = open.get(key) ?? begin(state);
      if (firing === null) continue;
      if (!open.has(key)) firings.push(firing);
      open.set(key, firing);
      firing.level = state.level;
      firing.peakValue = state.peakValue;
      if (emit !== 'resolved') continue;
      firing.endedAt = now.toISOString();
      open.delete(key);
    }
  }
  return firings;
}

function begin(state: AlertKeyState): ReplayedFiring | null {
  if (state.status !== 'firing' || state.firingSince === null) return null;
  const { key, label, personal, level, peakValue, firingSince } = state;
  return { key, label, personal, level, startedAt: firingSince, endedAt: null, peakValue };
}
