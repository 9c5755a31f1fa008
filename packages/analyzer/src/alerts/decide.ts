import type {
  AlertChange,
  AlertDecisionRule,
  AlertDecisions,
  AlertKeyState,
  Judgment,
} from '@turnaway/contracts/alert-decision';
import { formatMinutes } from './format-number.js';

const minuteMs = 60_000;

/**
 * The next state of every key of a rule: pending → firing → over. A finding is told once it held for `forMinutes`, and
 * again only when it rises from warn to alert; what is followed under one of its aliases goes on there; it is over once its value is back beyond the recovery threshold, or
 * nobody names its key any more, for `keepFiringMinutes`. A level never falls before that, so that a value on the edge
 * does not flap. A muted key is told again when its value is worse than the muted one by `muteFactor`.
 *
 * Of more keys than `keysMax`, those that fire are kept first, then the worst; how many were left out is said.
 */
export function decide(
  rule: AlertDecisionRule,
  states: readonly AlertKeyState[],
  judgments: readonly Judgment[],
  now: Date,
): AlertDecisions {
  const judged = byFollowedKey(states, judgments);
  const followed = [...judged.values()];
  const next: AlertKeyState[] = [];
  const changes: AlertChange[] = [];
  for (const state of states) {
    const change = follow(rule, state, judged.get(state.key) ?? null, now);
    judged.delete(state.key);
    changes.push(change);
    if (!isOver(change)) next.push(change.state);
  }

  const found = [...judged.values()].filter(({ level }) => level !== 'ok').toSorted(worstFirst);
  const room = Math.max(0, rule.keysMax - next.length);
  for (const judgment of found.slice(0, room)) {
    const change = begin(rule, judgment, now);
    changes.push(change);
    next.push(change.state);
  }
  return { states: next, changes, judgments: followed, leftOut: Math.max(0, found.length - room) };
}

/** By the key that each thing is followed by already, or else its own; of several that are one thing the worst. */
function byFollowedKey(
  states: readonly AlertKeyState[],
  judgments: readonly Judgment[],
): Map<string, Judgment> {
  const followed = new Set(states.map(({ key }) => key));
  const byKey = new Map<string, Judgment>();
  for (const judgment of judgments) {
    const key =
      [judgment.key, ...(judgment.aliases ?? [])].find((each) => followed.has(each)) ?? judgment.key;
    const other = byKey.get(key);
    if (other === undefined || worstFirst(judgment, other) < 0) byKey.set(key, { ...judgment, key });
  }
  return byKey;
}

/** A key that is over, or that was found and never told, is forgotten. */
function isOver({ emit, state, judgment }: AlertChange): boolean {
  return emit === 'resolved' || (state.status === 'pending' && isWell(state, judgment));
}

function begin(rule: AlertDecisionRule, judgment: Judgment, now: Date): AlertChange {
  const state: AlertKeyState = {
    key: judgment.key,
    label: judgment.label,
    personal: judgment.personal,
    status: 'pending',
    level: judgment.level === 'alert' ? 'alert' : 'warn',
    since: now.toISOString(),
    firingSince: null,
    wellSince: null,
    value: judgment.value,
    peakValue: judgment.value,
    acknowledged: false,
    mutedValue: null,
  };
  return stayPending(rule, state, judgment, now);
}

function follow(
  rule: AlertDecisionRule,
  before: AlertKeyState,
  judgment: Judgment | null,
  now: Date,
): AlertChange {
  // A value that is no number says nothing: neither that it got worse nor that it is over.
  if (judgment !== null && !Number.isFinite(judgment.value)) {
    return quiet(before, judgment, 'There is no value to hold against the threshold.');
  }
  if (before.status === 'pending') {
    const state = judgment === null ? before : observe(before, judgment);
    if (isWell(state, judgment))
      return quiet(state, judgment, 'Gone before it held for long enough to be told.');
    return stayPending(rule, state, judgment, now);
  }
  if (isWell(before, judgment)) return recover(rule, before, judgment, now);
  return keepFiring(rule, before, judgment, now);
}

function stayPending(
  rule: AlertDecisionRule,
  state: AlertKeyState,
  judgment: Judgment | null,
  now: Date,
): AlertChange {
  const heldMs = now.getTime() - Date.parse(state.since);
  if (heldMs < rule.forMinutes * minuteMs) {
    return quiet(
      state,
      judgment,
      `Found ${wholeMinutes(heldMs)} ago; told once it has held for ${formatMinutes(rule.forMinutes)}.`,
    );
  }
  const firing: AlertKeyState = { ...state, status: 'firing', firingSince: now.toISOString() };
  return {
    key: state.key,
    state: firing,
    judgment,
    emit: state.level === 'alert' ? 'firing' : 'warn',
    muted: false,
    because: judgment?.because ?? 'Found at the last look.',
  };
}

function keepFiring(
  rule: AlertDecisionRule,
  before: AlertKeyState,
  judgment: Judgment | null,
  now: Date,
): AlertChange {
  if (judgment === null) return quiet(before, judgment, `Not seen at ${now.toISOString()}.`);
  const seen: AlertKeyState = { ...observe(before, judgment), wellSince: null };
  const rose = before.level === 'warn' && judgment.level === 'alert';
  if (before.mutedValue === null) {
    if (rose)
      return { ...quiet(seen, judgment, `From warning to alert: ${judgment.because}`), emit: 'escalated' };
    const level = judgment.level === 'ok' ? 'above its recovery threshold' : `at level ${judgment.level}`;
    return quiet(seen, judgment, `Already told; still ${level}.`);
  }
  if (!isWorseBy(rule.muteFactor, before.mutedValue, judgment)) {
    return quiet(
      seen,
      judgment,
      `Muted until it is ${rule.muteFactor} times as bad as ${before.mutedValue}.`,
    );
  }
  return {
    key: before.key,
    state: { ...seen, mutedValue: null },
    judgment,
    emit: 'escalated',
    muted: false,
    because: `Worse than when it was muted: ${judgment.because}`,
  };
}

function recover(
  rule: AlertDecisionRule,
  before: AlertKeyState,
  judgment: Judgment | null,
  now: Date,
): AlertChange {
  const wellSince = before.wellSince ?? now.toISOString();
  const state: AlertKeyState = { ...before, wellSince, value: judgment?.value ?? before.value };
  const wellMs = now.getTime() - Date.parse(wellSince);
  if (wellMs < rule.keepFiringMinutes * minuteMs) {
    return quiet(
      state,
      judgment,
      `Well for ${wholeMinutes(wellMs)}; over once that is ${formatMinutes(rule.keepFiringMinutes)}.`,
    );
  }
  return {
    ...quiet(state, judgment, judgment === null ? 'No longer seen.' : `Over: ${judgment.because}`),
    emit: 'resolved',
  };
}

function wholeMinutes(ms: number): string {
  return formatMinutes(Math.floor(ms / minuteMs));
}

function observe(state: AlertKeyState, judgment: Judgment): AlertKeyState {
  const { value, label, worseWhen } = judgment;
  const worst = worseWhen === 'higher' ? Math.max : Math.min;
  return {
    ...state,
    label,
    level: judgment.level === 'alert' ? 'alert' : state.level,
    value,
    peakValue: worst(state.peakValue, value),
  };
}

/** A key that fires is well only beyond the recovery threshold; one that is pending, as soon as nothing is found. */
function isWell(state: AlertKeyState, judgment: Judgment | null): boolean {
  if (judgment === null) return true;
  if (judgment.level !== 'ok') return false;
  if (state.status === 'pending') return true;
  return judgment.worseWhen === 'higher'
    ? judgment.value <= judgment.recoveryThreshold
    : judgment.value >= judgment.recoveryThreshold;
}

function isWorseBy(factor: number, mutedValue: number, { value, worseWhen }: Judgment): boolean {
  return worseWhen === 'higher' ? value > mutedValue * factor : value < mutedValue / factor;
}

function quiet(state: AlertKeyState, judgment: Judgment | null, because: string): AlertChange {
  return { key: state.key, state, judgment, emit: null, muted: state.mutedValue !== null, because };
}

const ranks = { alert: 2, warn: 1, ok: 0 } as const;

function worstFirst(one: Judgment, other: Judgment): number {
  if (one.level !== other.level) return ranks[other.level] - ranks[one.level];
  return severity(other) - severity(one);
}

/** How far beyond its threshold: comparable between keys whose thresholds differ. */
function severity({ value, threshold, worseWhen }: Judgment): number {
  if (worseWhen === 'higher') return value / Math.max(threshold, Number.EPSILON);
  return threshold / Math.max(value, Number.EPSILON);
}
