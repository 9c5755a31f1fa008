import { decide, judge, weighAlerts } from '@turnaway/analyzer';
import { widenMinutes, widenWindow } from '@turnaway/analyzer/alerts/widen-window';
import type { Calendar } from '@turnaway/cli/dist/simulate/calendar.js';
import type { Incident } from '@turnaway/cli/dist/simulate/incidents.js';
import { simulateSteps } from '@turnaway/cli/dist/simulate/simulate-traffic.js';
import { createTenant, type Place } from '@turnaway/cli/dist/simulate/tenant.js';
import {
  type AlertKeyState,
  type AlertKind,
  type AlertParams,
  alertKindLifecycles,
  alertParamsSchemas,
  type CarriedQuestion,
  type DefaultAlertRule,
  defaultAlertRules,
  type Judgment,
  type LeftQuestion,
  type WeighedAlert,
  type WeighingAnswer,
} from '@turnaway/contracts';
import { countCarried } from './count-carried.js';
import { countLeft } from './count-left.js';
import { benchObservers } from './observers.js';
import { addStep, createSignInLog, forget, type SignInLog, slotMs } from './sign-in-log.js';
import { createStepReader } from './step-facts.js';

/** An alert that fired, and whether it was told. */
export interface ToldAlert {
  rule: string;
  kind: AlertKind;
  key: string;
  isDefault: boolean;
  level: 'warn' | 'alert';
  startedMs: number;
  endedMs: number;
  because: string;
  /** When it was told by itself; `null` where another one told of it to the end. */
  toldMs: number | null;
  /** The rule whose alert told of it, last. */
  toldBy: string | null;
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
  places: readonly Place[];
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
const dayMs = 86_400_000;
const minuteMs = 60_000;

/** Plays a month and looks at every rule each five minutes, rules with windows of hours each half an hour. */
export function playMonth(month: Month): { told: ToldAlert[]; played: PlayedIncident[] } {
  const { people, seed, from, days, calendar, places, lateMs, incidents } = month;
  const to = new Date(from.getTime() + days * dayMs);
  const log = createSignInLog(from.getTime(), lateMs);
  const readStep = createStepReader(createTenant(seed, people, places));
  const played = incidents.map(
    (incident): PlayedIncident => ({ incident, events: 0, times: [], firstMs: null, lastMs: null }),
  );
  const rules = [...defaultAlertRules, ownRule].map((rule) => createWatcher(rule, rule !== ownRule));
  let next = from.getTime() + slotMs;
  const lookUntil = (atMs: number): void => {
    for (; next <= atMs; next += slotMs) {
      for (const watcher of rules) watcher.look(log, next);
      tell(
        rules.flatMap(({ alerts }) => alerts),
        log,
        next,
      );
      if (next % 3_600_000 === 0) forget(log, next);
    }
  };
  const recordsPerDay = people * month.recordsPerPerson;
  const traffic = { seed, from, to, people, recordsPerDay, calendar, places, incidents };
  for (const step of simulateSteps(traffic)) {
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
  return { told: rules.flatMap((watcher) => watcher.alerts.map(({ alert }) => alert)), played };
}

/** An alert, as the product holds it against others. */
interface Alert {
  alert: ToldAlert;
  weighed: WeighedAlert;
}

/** Tells, as the product does after each look, of all that fires and that nothing else tells of. */
function tell(alerts: readonly Alert[], log: SignInLog, nowMs: number): void {
  const recent = alerts.filter(({ alert }) => alert.endedMs >= nowMs - 1.5 * dayMs);
  if (recent.every(({ alert }) => alert.toldMs !== null || alert.endedMs <= nowMs)) return;
  const byId = new Map(recent.map((each) => [each.weighed.id, each]));
  const weighing = weighAlerts(
    recent.map(({ weighed }) => weighed),
    new Date(nowMs),
  );
  const answer = (question: LeftQuestion | CarriedQuestion): WeighingAnswer => {
    if ('feeds' in question) return { left: new Map(), carried: countCarried(log, question, nowMs) };
    const windowMinutes = widenMinutes(question.kind, question.windowMinutes, log.lateMs / minuteMs);
    return { left: countLeft(log, { ...question, windowMinutes }, nowMs), carried: null };
  };
  let step = weighing.next({ left: new Map(), carried: null });
  while (step.done !== true) step = weighing.next(answer(step.value));
  for (const { alertId, by } of step.value) {
    const inhibited = byId.get(alertId);
    if (inhibited === undefined) continue;
    inhibited.weighed.inhibitedBy = by;
    if (by !== null) inhibited.alert.toldBy = byId.get(by)?.alert.rule ?? null;
  }
  for (const { alert, weighed } of recent) {
    if (alert.endedMs <= nowMs || alert.toldMs !== null || weighed.inhibitedBy !== null) continue;
    alert.toldMs = nowMs;
    weighed.told = true;
  }
}

function createWatcher(rule: DefaultAlertRule, isDefault: boolean) {
  const alerts: Alert[] = [];
  const open = new Map<string, Alert>();
  let states: AlertKeyState[] = [];
  const isSlow = rule.kind === 'baseline' && rule.params.windowMinutes > 240;
  const look = (log: SignInLog, nowMs: number): void => {
    if (isSlow && nowMs % 1_800_000 !== 0) return;
    const decisions = decide(
      { ...rule.lifecycle, keysMax: 10_000, muteFactor: 2 },
      states,
      judgeRule(rule, log, nowMs),
      new Date(nowMs),
    );
    states = decisions.states;
    for (const { key, emit, state, because, judgment } of decisions.changes) {
      if (emit === 'warn' || emit === 'firing') {
        const begun = beginAlert({ rule, isDefault, key, level: state.level, because, nowMs });
        alerts.push(begun);
        open.set(key, begun);
      }
      const current = open.get(key);
      if (current === undefined) continue;
      const { alert, weighed } = current;
      alert.level = state.level;
      weighed.level = state.level;
      if (judgment !== null) {
        const { value, warnThreshold, threshold, worseWhen, origin = null } = judgment;
        Object.assign(weighed, { value, warnThreshold, threshold, worseWhen, origin });
      }
      if (emit === 'resolved') {
        alert.endedMs = nowMs;
        weighed.endedAt = new Date(nowMs);
        open.delete(key);
      }
    }
  };
  return { look, alerts };
}

function beginAlert({
  rule,
  isDefault,
  key,
  level,
  because,
  nowMs,
}: Pick<ToldAlert, 'isDefault' | 'key' | 'level' | 'because'> & {
  rule: DefaultAlertRule;
  nowMs: number;
}): Alert {
  const { name, lifecycle, ...watch } = rule;
  return {
    alert: {
      ...{ rule: name, kind: rule.kind, key, isDefault, level, because, toldMs: null, toldBy: null },
      startedMs: nowMs,
      endedMs: Number.POSITIVE_INFINITY,
    },
    weighed: {
      ...{ id: `${name}|${key}|${nowMs}`, ruleId: name, watch, key, level, startedAt: new Date(nowMs) },
      ...{ value: 0, warnThreshold: null, threshold: 0, worseWhen: 'higher', endedAt: null, origin: null },
      ...{ told: false, silenced: false, channels: [], inhibitedBy: null },
      keepFiringMinutes: lifecycle.keepFiringMinutes,
    },
  };
}

function judgeRule<Kind extends AlertKind>(
  { kind, params: given }: { kind: Kind; params: AlertParams<Kind> },
  log: SignInLog,
  nowMs: number,
): Judgment[] {
  const params = widenWindow(kind, given, log.lateMs / minuteMs);
  const observe: (typeof benchObservers)[Kind] = benchObservers[kind];
  return judge(kind, params, observe(log, params, nowMs), new Date(nowMs));
}
