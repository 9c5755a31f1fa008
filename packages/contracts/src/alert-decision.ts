/** What a rule watches for, as far as the decision needs it. */
export interface AlertThresholds {
  /** Fires at or above this value. */
  threshold: number;
  /** Resolves at or below this value; lower than `threshold`, so that a value on the edge does not flap. */
  recoveryThreshold: number;
  /** Attempts there must be before the value counts for anything. */
  minimumAttempts: number;
}

/** The state of one rule between two looks. */
export interface AlertState {
  status: 'ok' | 'firing';
  /** Since when, ISO 8601; `null` before the first look. */
  since: string | null;
  /** Worst value since firing began. */
  peakValue: number | null;
}

/** One look at a rule's measure over its window. */
export interface AlertObservation {
  value: number;
  /** Successes and failures in the window. */
  attempts: number;
}

/** What to remember, what to send, and why. */
export interface AlertDecision {
  state: AlertState;
  emit: 'firing' | 'resolved' | null;
  /** A sentence for the history of evaluations: why it was sent, or why not. */
  because: string;
}
