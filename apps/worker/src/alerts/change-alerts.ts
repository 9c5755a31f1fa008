import { findSilence, type RunningSilence } from '@turnaway/analyzer';
import type { AlertChange } from '@turnaway/contracts';
import { type AlertChangeInput, addChanges } from '@turnaway/db/alerting/add-changes';
import { endAlerts } from '@turnaway/db/alerting/end-alerts';
import type { AlertAbout, FiringAlert } from '@turnaway/db/alerting/firing-alert';
import { type NewAlert, openAlerts } from '@turnaway/db/alerting/open-alerts';
import { type Haste, touchGroups } from '@turnaway/db/alerting/touch-groups';
import { type AlertUpdate, updateAlerts } from '@turnaway/db/alerting/update-alerts';
import type { Transaction, WatchedRule } from '@turnaway/db/alerting/with-locked-rule';
import { aboutChanges } from './about-changes.js';
import { aboutNothing } from './about-key.js';

const quietBecause = {
  silenced: 'A silence keeps it quiet.',
  muted: 'Nobody is told: it is muted until it gets worse.',
} as const;

interface Look {
  changes: readonly AlertChange[];
  /** The alerts of the rule that fire, by key. */
  firing: ReadonlyMap<string, FiringAlert>;
  silences: readonly RunningSilence[];
  now: Date;
}

/** What a look does to one alert: the change, the alert it is about if there is one already, and what leads in it. */
interface Step {
  change: AlertChange;
  alert: FiringAlert | null;
  about: AlertAbout;
  groupKey: string;
  silencedBy: string | null;
}

/**
 * Begins, updates and ends the alerts of a rule as it was decided, and makes the groups due that there is something
 * to tell of. The keys that fire and that nobody is told of, each with the reason.
 */
export async function changeAlerts(
  transaction: Transaction,
  rule: WatchedRule,
  look: Look,
): Promise<Map<string, string>> {
  const steps = await planSteps(transaction, rule, look);
  const groupIds = await touchGroups(transaction, rule, dueGroups(steps), look.now);
  const groupOf = ({ groupKey, alert }: Step): string => {
    const id = groupIds.get(groupKey) ?? alert?.groupId;
    if (id === undefined || id === null) throw new Error('expected every alert to have a group');
    return id;
  };

  const begun = steps.filter(begins);
  const opened = await openAlerts(
    transaction,
    rule,
    begun.flatMap((step) => toNewAlert(step, groupOf(step))),
    look.now,
  );
  await updateAlerts(transaction, steps.flatMap(toUpdate));
  await endAlerts(
    transaction,
    steps.flatMap((step) => toEnd(step, groupOf)),
    look.now,
  );
  await addChanges(
    transaction,
    steps.flatMap((step) => {
      const alertId = step.alert?.id ?? opened.get(step.change.key);
      return alertId === undefined ? [] : historyOf(step, look.now).map((entry) => ({ ...entry, alertId }));
    }),
  );
  return new Map(steps.flatMap((step) => whyQuiet(step)));
}

async function planSteps(
  transaction: Transaction,
  rule: WatchedRule,
  { changes, firing, silences, now }: Look,
): Promise<Step[]> {
  // A key that is merely pending has no alert yet, and nothing to tell.
  const concerned = changes.filter(({ key, state }) => state.status === 'firing' || firing.has(key));
  const abouts = await aboutChanges(transaction, rule, concerned, {
    isAsked: silences.length > 0,
    now,
  });
  return concerned.map((change) => {
    const about = abouts.get(change.key) ?? aboutNothing;
    const alert = firing.get(change.key) ?? null;
    // An alert that ends keeps what it was: of one that a silence kept quiet to its end, nobody hears.
    const silencedBy =
      change.emit === 'resolved'
        ? (alert?.silencedBy ?? null)
        : (findSilence(silences, { ruleId: rule.id, ...about }, now)?.id ?? null);
    return { change, alert, about, groupKey: groupKeyOf(rule, change, about), silencedBy };
  });
}

function groupKeyOf(rule: WatchedRule, { key }: AlertChange, about: AlertAbout): string {
  const keys = { rule: 'all', none: key, cause: about.cause ?? 'all', app: about.app ?? 'all' };
  return keys[rule.grouping.by];
}

const begins = ({ alert, change }: Step) => alert === null && change.emit !== 'resolved';
const ends = ({ alert, change }: Step) => alert !== null && change.emit === 'resolved';
const goesOn = ({ alert, change }: Step) => alert !== null && change.emit !== 'resolved';
const isUnmuted = ({ alert, change }: Step) => alert?.muted === true && change.state.mutedValue === null;

/** Groups with news: what begins waits for company; what gets worse, is no longer silenced, or is the last to end does not. */
function dueGroups(steps: readonly Step[]): Map<string, Haste> {
  const due = new Map<string, Haste>();
  const goingOn = new Set(steps.filter((step) => !ends(step)).map(({ groupKey }) => groupKey));
  const add = (groupKey: string, haste: Haste) => {
    if (due.get(groupKey) !== 'urgent') due.set(groupKey, haste);
  };
  for (const step of steps) {
    const { alert, change, groupKey, silencedBy } = step;
    if (begins(step)) add(groupKey, 'new');
    if (ends(step)) add(groupKey, goingOn.has(groupKey) ? 'new' : 'urgent');
    if (!goesOn(step) || silencedBy !== null) continue;
    const isNoLongerSilenced = alert?.silencedBy !== null && alert?.toldLevel === null;
    if (change.emit === 'escalated' || isNoLongerSilenced) add(groupKey, 'urgent');
    if (alert?.groupId === null) add(groupKey, 'new');
  }
  return due;
}

function toNewAlert({ change, about, silencedBy }: Step, groupId: string): NewAlert[] {
  const { judgment, state } = change;
  if (judgment === null) return [];
  const since = new Date(state.since);
  const firingSince = new Date(state.firingSince ?? state.since);
  const pendingSince = since < firingSince ? since : null;
  return [{ judgment, level: state.level, about, silencedBy, groupId, pendingSince }];
}

function toUpdate(step: Step): AlertUpdate[] {
  const { alert, change, about, silencedBy } = step;
  if (alert === null || !goesOn(step) || change.judgment === null) return [];
  const { level, peakValue } = change.state;
  return [
    { id: alert.id, judgment: change.judgment, level, peakValue, about, silencedBy, unmute: isUnmuted(step) },
  ];
}

function toEnd(step: Step, groupOf: (step: Step) => string) {
  const { alert, change } = step;
  if (alert === null || !ends(step)) return [];
  return [
    { id: alert.id, groupId: groupOf(step), because: change.because, value: change.judgment?.value ?? null },
  ];
}

function historyOf(step: Step, now: Date): AlertChangeInput[] {
  const { alert, change, silencedBy } = step;
  const { state, emit, because } = change;
  const history: AlertChangeInput[] = [];
  if (alert === null) {
    const since = new Date(state.since);
    if (since < now) history.push({ at: since, what: 'pending' });
    history.push({ at: now, what: state.level === 'warn' ? 'warn' : 'firing', note: because });
  } else if (emit === 'escalated') {
    history.push({ at: now, what: isUnmuted(step) ? 'unmuted' : 'escalated', note: because });
  } else if (emit === 'resolved') {
    history.push({ at: now, what: 'resolved', note: because });
  }
  if (silencedBy !== (alert?.silencedBy ?? null)) {
    history.push({ at: now, what: silencedBy === null ? 'unsilenced' : 'silenced' });
  }
  return history;
}

function whyQuiet({ change, alert, silencedBy }: Step): [string, string][] {
  if (change.emit === 'resolved') return [];
  if (silencedBy !== null) return [[change.key, quietBecause.silenced]];
  const toldBy = alert?.toldBy ?? null;
  if (toldBy !== null) return [[change.key, `Nothing is sent: ${toldBy} tells of it.`]];
  return change.muted ? [[change.key, quietBecause.muted]] : [];
}
