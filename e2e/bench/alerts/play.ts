import { decide, judge } from '@turnaway/analyzer';
import type { Calendar } from '@turnaway/cli/dist/simulate/calendar.js';
import type { Incident } from '@turnaway/cli/dist/simulate/incidents.js';
import { simulateSteps } from '@turnaway/cli/dist/simulate/simulate-traffic.js';
import { createTenant } from '@turnaway/cli/dist/simulate/tenant.js';
import {
  type AlertKeyState,
  type AlertKind,
  type AlertObservations,
  type AlertParams,
  alertKindLifecycles,
  alertParamsSchemas,
  type DefaultAlertRule,
  defaultAlertRules,
  type Judgment,
} from '@turnaway/contracts';
import {
  observeBruteForce,
  observeLockouts,
  observeMfaFatigue,
  observeReplay,
  observeSpray,
  observeStuffing,
  observeSuccessAfterFailures,
  observeTravel,
} from './observe-attacks.js';
import {
  isoOf,
  observeAppCredentials,
  observeBaseline,
  observeCodes,
  observeFeeds,
  observeGroups,
  observeProviders,
  observeRejects,
  observeThreshold,
} from './observe-counts.js';
import { getOr } from './ordered.js';
import { addStep, createSignInLog, forget, type SignInLog, since, slotMs } from './sign-in-log.js';
import { createSourceWindow } from './source-window.js';
import { createStepReader } from './step-facts.js';

/** An alert that was told. */
export interface ToldAlert {
  rule: string;
  kind: AlertKind;
  key: string;
  isDefault: boolean;
  level: 'warn' | 'alert';
  startedMs: number;
  endedMs: number;
  because: string;
}
/** An incident, with the times of its first and last event; `null` without any. */
export interface PlayedIncident {
  incident: Incident;
  events: number;
  times: number[];
  firstMs: number | null;
  lastMs: number | null;
}

export interface Month {
  people: number;
  seed: string;
  from: Date;
  days: number;
  recordsPerPerson: number;
  calendar: Calendar;
  /** From an event to its arrival. */
  lateMs: number;
  incidents: readonly Incident[];
}

/** Beside the rules of a fresh install, one of the kind that somebody must set up. */
const ownRule: DefaultAlertRule = {
  name: 'Half of an app’s attempts fail',
  kind: 'threshold',
  params: alertParamsSchemas.threshold.parse({
    measure: 'failure-rate',
    windowMinutes: 60,
    threshold: 0.5,
    warnThreshold: 0.4,
    recoveryThreshold: 0.2,
    minimumAttempts: 30,
    groupBy: 'app',
  }),
  lifecycle: alertKindLifecycles.threshold,
};
const groups = [
  { errorCode: 'entra/700054', app: 'Timesheets', state: 'resolved' },
  { errorCode: 'entra/65004', app: 'Staff Directory', state: 'ignored' },
] as const;

const dayMs = 86_400_000;

/** Plays a month and looks at every rule each five minutes, rules with windows of hours each half an hour. */
export function playMonth(month: Month): { told: ToldAlert[]; played: PlayedIncident[] } {
  const { people, seed, from, days, calendar, lateMs, incidents } = month;
  const to = new Date(from.getTime() + days * dayMs);
  const log = createSignInLog(from.getTime(), lateMs);
  const readStep = createStepReader(createTenant(seed, people));
  const played = incidents.map(
    (incident): PlayedIncident => ({ incident, events: 0, times: [], firstMs: null, lastMs: null }),
  );
  const rules = [...defaultAlertRules, ownRule].map((rule) => createWatcher(rule, rule !== ownRule));
  let next = from.getTime() + slotMs;
  const lookUntil = (atMs: number): void => {
    for (; next <= atMs; next += slotMs) {
      for (const watcher of rules) watcher.look(log, next);
      if (next % 3_600_000 === 0) forget(log, next);
    }
  };
  const recordsPerDay = people * month.recordsPerPerson;
  for (const step of simulateSteps({ seed, from, to, people, recordsPerDay, calendar, incidents })) {
    lookUntil(step.atMs + lateMs);
    addStep(log, step, readStep(step));
    const of = step.incident === null ? undefined : played[step.incident];
    if (of === undefined) continue;
    of.events += 1;
    of.times.push(step.atMs);
    of.firstMs ??= step.atMs;
    of.lastMs = step.atMs;
  }
  lookUntil(to.getTime() + lateMs);
  return { told: rules.flatMap((watcher) => watcher.told), played };
}

function createWatcher(rule: DefaultAlertRule, isDefault: boolean) {
  const told: ToldAlert[] = [];
  const open = new Map<string, ToldAlert>();
  let states: AlertKeyState[] = [];
  const isSlow = rule.kind === 'baseline' && rule.params.windowMinutes > 240;
  const spray = rule.kind === 'password-spray' ? createSprayWatcher(rule.params) : null;
  const look = (log: SignInLog, nowMs: number): void => {
    if (isSlow && nowMs % 1_800_000 !== 0) return;
    const decisions = decide(
      { ...rule.lifecycle, keysMax: 10_000, muteFactor: 2 },
      states,
      judgeRule(rule, log, spray, nowMs),
      new Date(nowMs),
    );
    states = decisions.states;
    for (const { key, emit, state, because } of decisions.changes) {
      if (emit === 'warn' || emit === 'firing') {
        const alert = { rule: rule.name, kind: rule.kind, key, isDefault, level: state.level, because };
        const begun = { ...alert, startedMs: nowMs, endedMs: Number.POSITIVE_INFINITY };
        told.push(begun);
        open.set(key, begun);
      }
      const current = open.get(key);
      if (current === undefined) continue;
      current.level = state.level;
      if (emit === 'resolved') {
        current.endedMs = nowMs;
        open.delete(key);
      }
    }
  };
  return { look, told };
}

type SprayRows = AlertObservations['password-spray'];

/** Both windows of a rule about sprays; the long one says nothing new every five minutes. */
function createSprayWatcher(
  params: AlertParams<'password-spray'>,
): (log: SignInLog, nowMs: number) => SprayRows {
  const soon = createSourceWindow(params.windowMinutes);
  const slow = createSourceWindow(params.slowWindowMinutes);
  let slowRows: SprayRows = [];
  return (log, nowMs) => {
    const { slowWarnAccounts: warnAccounts, failedPerSucceeded } = params;
    if (nowMs % 1_800_000 === 0)
      slowRows = observeSpray(log, slow, { warnAccounts, failedPerSucceeded }, nowMs);
    return [...observeSpray(log, soon, params, nowMs), ...slowRows];
  };
}

function judgeRule(
  rule: DefaultAlertRule,
  log: SignInLog,
  observeSprays: ((log: SignInLog, nowMs: number) => SprayRows) | null,
  nowMs: number,
): Judgment[] {
  const now = new Date(nowMs);
  switch (rule.kind) {
    case 'threshold':
      return judge(rule.kind, rule.params, observeThreshold(log, rule.params, nowMs), now);
    case 'baseline':
      return judge(rule.kind, rule.params, observeBaseline(log, rule.params, nowMs), now);
    case 'new-error': {
      const codes = observeCodes(log, rule.params.windowMinutes, nowMs, true);
      return judge(rule.kind, rule.params, { learnedSince: isoOf(log.firstMs), codes }, now);
    }
    case 'unknown-code':
      return judge(rule.kind, rule.params, observeCodes(log, rule.params.windowMinutes, nowMs, false), now);
    case 'group-change': {
      const usual =
        usualOf(log, 'entra/65004', 'Staff Directory', nowMs) * (rule.params.windowMinutes / 1_440);
      return judge(rule.kind, rule.params, observeGroups(log, groups, rule.params, nowMs, usual), now);
    }
    case 'provider-trouble':
      return judge(rule.kind, rule.params, observeProviders(log, rule.params, nowMs), now);
    case 'app-credential':
      return judge(rule.kind, rule.params, observeAppCredentials(log, rule.params, nowMs), now);
    case 'feed-silent':
      return judge(rule.kind, rule.params, observeFeeds(log, nowMs), now);
    case 'rejects':
      return judge(rule.kind, rule.params, observeRejects(log, rule.params, nowMs), now);
    case 'password-spray':
      return judge(rule.kind, rule.params, observeSprays?.(log, nowMs) ?? [], now);
    case 'brute-force':
      return judge(rule.kind, rule.params, observeBruteForce(log, rule.params, nowMs), now);
    case 'credential-stuffing':
      return judge(rule.kind, rule.params, observeStuffing(log, rule.params, nowMs), now);
    case 'mfa-fatigue':
      return judge(rule.kind, rule.params, observeMfaFatigue(log, rule.params, nowMs), now);
    case 'lockout-storm':
      return judge(rule.kind, rule.params, observeLockouts(log, rule.params, nowMs), now);
    case 'success-after-failures':
      return judge(rule.kind, rule.params, observeSuccessAfterFailures(log, rule.params, nowMs), now);
    case 'impossible-travel':
      return judge(rule.kind, rule.params, observeTravel(log, nowMs), now);
    case 'token-replay':
      return judge(rule.kind, rule.params, observeReplay(log, rule.params, nowMs), now);
  }
}

const usualCache = new WeakMap<SignInLog, Map<string, number>>();

/** Failures of a code a day at an app over the days that are kept; counted anew every six hours. */
function usualOf(log: SignInLog, errorCode: string, app: string, nowMs: number): number {
  const cache = getOr(usualCache, log, () => new Map<string, number>());
  return getOr(cache, `${errorCode}|${app}|${Math.floor(nowMs / (6 * 3_600_000))}`, () => {
    const keptDays = Math.min(5, Math.max(1, (nowMs - log.firstMs) / dayMs));
    const failures = since(log.failuresOfCode.get(errorCode) ?? [], nowMs, 5 * 1_440);
    return failures.filter((failure) => failure.app === app).length / keptDays;
  });
}
