import { type AlertKind, alertKinds } from '@turnaway/contracts';
import { quantile, rounded } from '../statistics.js';
import { getOr } from './ordered.js';
import { labelOf } from './plan-incidents.js';
import type { PlayedIncident, ToldAlert } from './play.js';

/** How one incident went. */
interface Verdict {
  name: string;
  kind: AlertKind;
  /** Minutes from its first event to the first alert; `null` if it was missed. */
  minutes: number | null;
  /** Alerts of the kind that must find it, while it lasted. */
  alerts: number;
  /** Alerts of all default rules that began while it lasted, others' included; and those among them that were told. */
  ofAllRules: number;
  toldOfAllRules: number;
  text: string;
}

/** What was told in some months, held against what happened. */
export interface Scores {
  verdicts: Verdict[];
  right: ToldAlert[];
  wrong: ToldAlert[];
  /** Alerts of ordinary months, where nothing is to be found. */
  falseInOrdinary: ToldAlert[];
  /** Incidents too small, or at too quiet an hour, to leave anything to find. */
  unmet: number;
}

const graceMs = 90 * 60_000;
/** Whoever was in two places at once signs in at home the next time within a day, and has traveled back. */
const backHomeMs = 24 * 3_600_000;

export function createScores(): Scores {
  return { verdicts: [], right: [], wrong: [], falseInOrdinary: [], unmet: 0 };
}

/** Holds the alerts of a month against its incidents. */
export function scoreMonth(
  scores: Scores,
  { told, played }: { told: readonly ToldAlert[]; played: readonly PlayedIncident[] },
): void {
  const spans = played.flatMap(({ incident, firstMs, lastMs, times }) => {
    const label = labelOf(incident);
    if (label === null) return [];
    const fromMs = firstMs ?? incident.from.getTime();
    const overMs = Math.max(lastMs ?? 0, incident.to?.getTime() ?? 0);
    return [{ incident, label, fromMs, overMs, events: worstHour(times) }];
  });
  const isDuring = (alert: ToldAlert, { fromMs, overMs }: { fromMs: number; overMs: number }): boolean =>
    alert.endedMs > fromMs &&
    alert.startedMs <= overMs + (alert.kind === 'impossible-travel' ? backHomeMs : graceMs);
  for (const span of spans) {
    const { incident, label, fromMs, events } = span;
    if (events < label.eventsMin) {
      scores.unmet += 1;
      continue;
    }
    const alerts = told.filter((alert) => isDuring(alert, span));
    const finders = alerts.filter(
      ({ kind, toldMs }) => toldMs !== null && (kind === label.kind || label.or.includes(kind)),
    );
    const firstMs = Math.min(...finders.map(({ toldMs }) => toldMs ?? Number.POSITIVE_INFINITY));
    const begun = alerts.filter(({ isDefault, startedMs }) => isDefault && startedMs >= fromMs);
    scores.verdicts.push({
      name: incident.name,
      kind: label.kind,
      minutes: finders.length === 0 ? null : Math.max(0, (firstMs - fromMs) / 60_000),
      alerts: finders.length,
      ofAllRules: begun.length,
      toldOfAllRules: begun.filter(({ toldMs }) => toldMs !== null).length,
      text: `${incident.name} ${incident.from.toISOString()} × ${rounded(incident.scale ?? 1, 2)}, ${events} events in its worst hour`,
    });
  }
  for (const alert of told) {
    const isRight = spans.some((span) => {
      const { kind, or, also } = span.label;
      return [kind, ...or, ...also].includes(alert.kind) && isDuring(alert, span);
    });
    (isRight ? scores.right : scores.wrong).push(alert);
  }
}

function worstHour(times: readonly number[]): number {
  let first = 0;
  let most = 0;
  for (const [last, atMs] of times.entries()) {
    while ((times[first] ?? atMs) <= atMs - 3_600_000) first += 1;
    most = Math.max(most, last - first + 1);
  }
  return most;
}

/** The table of one size of company, by kind of rule. `weeks` are those of the ordinary months. */
export function formatKinds(scores: Scores, weeks: number, isVerbose: boolean): string {
  const rows = alertKinds.map((kind) => rowOf(kind, ofKind(scores, kind), weeks));
  // The rule of one's own that the bench adds is no matter of a fresh install.
  const isDefault = (alert: ToldAlert): boolean => alert.isDefault;
  const defaults = {
    ...scores,
    right: scores.right.filter(isDefault),
    wrong: scores.wrong.filter(isDefault),
    falseInOrdinary: scores.falseInOrdinary.filter(isDefault),
  };
  const head = ['kind', 'incidents', 'recall', 'precision', 'detect p50', 'p95', 'false a week'];
  const table = formatTable([head, ...rows, rowOf('all', defaults, weeks)]);
  const unmet = `  minutes to detect; ${scores.unmet} incidents were too small to leave anything to find`;
  return [table, unmet, ...(isVerbose ? explain(scores) : [])].join('\n');
}

function ofKind(scores: Scores, wanted: AlertKind): Scores {
  const isWanted = ({ kind }: { kind: AlertKind }): boolean => kind === wanted;
  return {
    verdicts: scores.verdicts.filter(isWanted),
    right: scores.right.filter(isWanted),
    wrong: scores.wrong.filter(isWanted),
    falseInOrdinary: scores.falseInOrdinary.filter(isWanted),
    unmet: 0,
  };
}

function rowOf(name: string, { verdicts, right, wrong, falseInOrdinary }: Scores, weeks: number): string[] {
  const told = right.length + wrong.length;
  const precision = told === 0 ? '-' : rounded(right.length / told, 2);
  const [incidents, recall, p50, p95] = timesOf(verdicts);
  return [name, incidents, recall, precision, p50, p95, rounded(falseInOrdinary.length / weeks, 2)];
}

function timesOf(
  verdicts: readonly Verdict[],
): [incidents: string, recall: string, p50: string, p95: string] {
  const minutes = verdicts.flatMap((verdict) => verdict.minutes ?? []);
  const time = (share: number): string => (minutes.length === 0 ? '-' : rounded(quantile(minutes, share)));
  const recall = verdicts.length === 0 ? '-' : rounded(minutes.length / verdicts.length, 2);
  return [String(verdicts.length), recall, time(0.5), time(0.95)];
}

/** The table of incidents by name: a kind of rule has several to find. */
export function formatIncidents({ verdicts }: Scores): string {
  const byName = new Map<string, Verdict[]>();
  for (const verdict of verdicts) getOr(byName, verdict.name, (): Verdict[] => []).push(verdict);
  const rows = [...byName].map(([name, all]) => {
    const found = all.filter(({ minutes }) => minutes !== null);
    const alerts = found.reduce((sum, verdict) => sum + verdict.alerts, 0);
    const ofAllRules = found.reduce((sum, verdict) => sum + verdict.ofAllRules, 0);
    const told = found.reduce((sum, verdict) => sum + verdict.toldOfAllRules, 0);
    const each = (count: number): string => (found.length === 0 ? '-' : rounded(count / found.length, 1));
    return [name, ...timesOf(all), each(alerts), each(ofAllRules), each(told)];
  });
  const head = [
    'incident',
    'incidents',
    'recall',
    'detect p50',
    'p95',
    'told each',
    'of all rules',
    'of them told',
  ];
  return formatTable([head, ...rows]);
}

function formatTable(rows: readonly (readonly string[])[]): string {
  return rows
    .map(
      (row) => `  ${row.map((cell, index) => (index === 0 ? cell.padEnd(24) : cell.padStart(13))).join('')}`,
    )
    .join('\n');
}

function explain({ verdicts, falseInOrdinary, wrong }: Scores): string[] {
  const describe = ({ rule, key, startedMs, level, because }: ToldAlert): string =>
    `${rule} [${key}] ${level} ${new Date(startedMs).toISOString()}: ${because}`;
  return [
    ...verdicts.flatMap(({ minutes, text }) => (minutes === null ? `    missed: ${text}` : [])),
    ...falseInOrdinary.map((alert) => `    false: ${describe(alert)}`),
    ...wrong.map((alert) => `    of no incident: ${describe(alert)}`),
  ];
}
