import type {
  AlertDecision,
  AlertObservation,
  AlertState,
  AlertThresholds,
} from '@turnaway/contracts/alert-decision';

/**
 * The next state of an alert rule. It fires at `threshold` and resolves only at `recoveryThreshold`, so a value on
 * the edge does not flap; a state that already holds is never sent again.
 */
export function decideAlert(
  rule: AlertThresholds,
  state: AlertState,
  observed: AlertObservation,
  now: Date,
): AlertDecision {
  const since = state.since ?? now.toISOString();
  // Few attempts are no ground to fire; to resolve they are enough, or an alert would outlive its traffic.
  if (state.status === 'ok' && observed.attempts < rule.minimumAttempts) {
    return {
      state: { ...state, since },
      emit: null,
      because: `${observed.attempts} attempts are fewer than the ${rule.minimumAttempts} that the rule asks for.`,
    };
  }
  return state.status === 'firing'
    ? decideWhileFiring(rule, { ...state, since }, observed.value, now)
    : decideWhileOk(rule, { ...state, since }, observed.value, now);
}

function decideWhileOk(rule: AlertThresholds, state: AlertState, value: number, now: Date): AlertDecision {
  if (value >= rule.threshold) {
    return {
      state: { status: 'firing', since: now.toISOString(), peakValue: value },
      emit: 'firing',
      because: `${value} has reached the threshold of ${rule.threshold}.`,
    };
  }
  return {
    state: { ...state, peakValue: null },
    emit: null,
    because: `${value} is below the threshold of ${rule.threshold}.`,
  };
}

function decideWhileFiring(
  rule: AlertThresholds,
  state: AlertState,
  value: number,
  now: Date,
): AlertDecision {
  // Both are asked, because a rule whose thresholds are equal would fire and resolve in turn.
  if (value <= rule.recoveryThreshold && value < rule.threshold) {
    return {
      state: { status: 'ok', since: now.toISOString(), peakValue: null },
      emit: 'resolved',
      because: `${value} is back at or below the recovery threshold of ${rule.recoveryThreshold}.`,
    };
  }
  const peakValue = Math.max(state.peakValue ?? value, value);
  return {
    state: { ...state, peakValue: Number.isNaN(peakValue) ? state.peakValue : peakValue },
    emit: null,
    because: `Already firing; ${value} is still above the recovery threshold of ${rule.recoveryThreshold}.`,
  };
}
