import { type AlertKind, alertKinds } from '@turnaway/contracts';
import { quantile, rounded } from '../statistics.js';
import { labels } from './plan-incidents.js';
import type { PlayedIncident, ToldAlert } from './play.js';

export interface Score {
  incidents: number;
  found: number;
  /** Too small or at too quiet an hour to leave anything to find. */
  unmet: number;
  told: number;
  right: number;
  minutesToDetect: number[];
  missed: string[];
  /** Alerts of the ordinary month, where nothing is to be found. */
  falseInOrdinary: ToldAlert[];
  wrong: ToldAlert[];
}

const graceMs = 90 * 60_000;

/** Holds the alerts of a month against its incidents, by kind. */
export function scoreMonth(
  scores: Map<AlertKind, Score>,
  { told, played }: { told: readonly ToldAlert[]; played: readonly PlayedIncident[] },
): void {
  const spans = played.map(({ incident, firstMs, lastMs, times }) => {
    const { kind, also, eventsMin } = labels[incident.name];
    const fromMs = firstMs ?? incident.from.getTime();
    const toMs = Math.max(lastMs ?? 0, incident.to?.getTime() ?? 0) + graceMs;
    return { incident, kind, also, fromMs, toMs, events: worstHour(times), eventsMin };
  });
  for (const { incident, kind, fromMs, toMs, events, eventsMin } of spans) {
    const score = scoreOf(scores, kind);
    if (events < eventsMin) {
      score.unmet += 1;
      continue;
    }
    score.incidents += 1;
    const first = told.find(
      (alert) => alert.kind === kind && alert.endedMs > fromMs && alert.startedMs <= toMs,
    );
    if (first === undefined) {
      const scale = rounded(incident.scale ?? 1, 2);
      score.missed.push(
        `${incident.name} ${incident.from.toISOString()} × ${scale}, ${events} events in its worst hour`,
      );
      continue;
    }
    score.found += 1;
    score.minutesToDetect.push(Math.max(0, (first.startedMs - fromMs) / 60_000));
  }
  for (const alert of told) {
    const score = scoreOf(scores, alert.kind);
    score.told += 1;
    const isRight = spans.some(
      ({ kind, also, fromMs, toMs }) =>
        (kind === alert.kind || also.includes(alert.kind)) &&
        alert.endedMs > fromMs &&
        alert.startedMs <= toMs,
    );
    if (isRight) score.right += 1;
    else score.wrong.push(alert);
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

export function scoreOf(scores: Map<AlertKind, Score>, kind: AlertKind): Score {
  const found = scores.get(kind) ?? {
    incidents: 0,
    found: 0,
    unmet: 0,
    told: 0,
    right: 0,
    minutesToDetect: [],
    missed: [],
    falseInOrdinary: [],
    wrong: [],
  };
  scores.set(kind, found);
  return found;
}

/** The table of one size of company. `weeks` are those of the ordinary months. */
export function formatScores(scores: Map<AlertKind, Score>, weeks: number, verbose: boolean): string {
  const head = ['kind', 'incidents', 'precision', 'recall', 'minutes p50', 'p95', 'false a week'];
  const rows = alertKinds.flatMap((kind) => {
    const score = scores.get(kind);
    if (score === undefined) return [];
    const { incidents, found, told, right, minutesToDetect, falseInOrdinary } = score;
    return [
      [
        kind,
        String(incidents),
        told === 0 ? '-' : rounded(right / told, 2),
        incidents === 0 ? '-' : rounded(found / incidents, 2),
        minutesToDetect.length === 0 ? '-' : rounded(quantile(minutesToDetect, 0.5)),
        minutesToDetect.length === 0 ? '-' : rounded(quantile(minutesToDetect, 0.95)),
        rounded(falseInOrdinary.length / weeks, 2),
      ],
    ];
  });
  const all = [...scores.values()];
  const sum = (of: (score: Score) => number): number => all.reduce((total, score) => total + of(score), 0);
  const minutes = all.flatMap((score) => score.minutesToDetect);
  const falseDefaults = sum(
    ({ falseInOrdinary }) => falseInOrdinary.filter(({ isDefault }) => isDefault).length,
  );
  rows.push([
    'all',
    String(sum(({ incidents }) => incidents)),
    rounded(
      sum(({ right }) => right) /
        Math.max(
          1,
          sum(({ told }) => told),
        ),
      2,
    ),
    rounded(
      sum(({ found }) => found) /
        Math.max(
          1,
          sum(({ incidents }) => incidents),
        ),
      2,
    ),
    rounded(quantile(minutes, 0.5)),
    rounded(quantile(minutes, 0.95)),
    rounded(falseDefaults / weeks, 2),
  ]);
  const lines = [head, ...rows].map(
    (row) => `  ${row.map((cell, index) => (index === 0 ? cell.padEnd(24) : cell.padStart(13))).join('')}`,
  );
  const details = verbose ? all.flatMap(explainScore) : [];
  return [...lines, ...details].join('\n');
}

function explainScore({ missed, falseInOrdinary, wrong }: Score): string[] {
  const describe = ({ rule, key, startedMs, level, because }: ToldAlert): string =>
    `${rule} [${key}] ${level} ${new Date(startedMs).toISOString()}: ${because}`;
  return [
    ...missed.map((text) => `    missed: ${text}`),
    ...falseInOrdinary.map((alert) => `    false: ${describe(alert)}`),
    ...wrong.map((alert) => `    of no incident: ${describe(alert)}`),
  ];
}
