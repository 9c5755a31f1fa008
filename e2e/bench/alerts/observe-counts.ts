import type { AlertObservations, AlertParams, HistorySlot } from '@turnaway/contracts';
import { getOr } from './ordered.js';
import { type Hour, type SignIn, type SignInLog, since, slotMs } from './sign-in-log.js';

const minuteMs = 60_000;
const hourMs = 3_600_000;
const dayMs = 86_400_000;

interface Counts {
  failures: number;
  successes: number;
}

/** Failures and successes by app, or of all under `all`, between two times. */
function countBetween(log: SignInLog, fromMs: number, toMs: number, byApp: boolean): Map<string, Counts> {
  const sums = new Map<string, Counts>();
  if (!byApp) sums.set('all', { failures: 0, successes: 0 });
  for (const slots of log.slots.values()) {
    for (let slot = Math.floor(fromMs / slotMs); slot < Math.floor(toMs / slotMs); slot += 1) {
      for (const [key, counts] of slots.get(slot)?.apps ?? []) {
        const group = byApp ? key.slice(key.indexOf('|') + 1) : 'all';
        const sum = getOr(sums, group, () => ({ failures: 0, successes: 0 }));
        sum.failures += counts.failures;
        sum.successes += counts.successes;
      }
    }
  }
  return sums;
}

export function observeThreshold(
  log: SignInLog,
  { windowMinutes, groupBy }: AlertParams<'threshold'>,
  nowMs: number,
): AlertObservations['threshold'] {
  return [...countBetween(log, nowMs - windowMinutes * minuteMs, nowMs, groupBy === 'app')].map(
    ([key, { failures, successes }]) => {
      const attempts = failures + successes;
      return { key, label: key, value: attempts === 0 ? 0 : failures / attempts, attempts };
    },
  );
}

const hourCaches = new WeakMap<SignInLog, Map<string, Map<string, Counts>>>();

/** Clock hours as the rollups hold them; a whole hour never changes again. */
function hourOf(log: SignInLog, hour: number, byApp: boolean): Map<string, Counts> {
  const cache = getOr(hourCaches, log, () => new Map<string, Map<string, Counts>>());
  return getOr(cache, `${hour}|${byApp}`, () => countBetween(log, hour * hourMs, (hour + 1) * hourMs, byApp));
}

export function observeBaseline(
  log: SignInLog,
  { windowMinutes, groupBy, direction }: AlertParams<'baseline'>,
  nowMs: number,
): AlertObservations['baseline'] {
  const byApp = groupBy === 'app';
  const now = countBetween(log, nowMs - windowMinutes * minuteMs, nowMs, byApp);
  const histories = historiesOf(
    log,
    { windowMinutes, hoursBefore: direction === 'drop' ? 9 : 1 },
    nowMs,
    byApp,
  );
  const learnedSince = new Date(log.firstMs).toISOString();
  return [...new Set([...now.keys(), ...histories.keys()])].map((key) => {
    const { failures, successes } = now.get(key) ?? { failures: 0, successes: 0 };
    return { key, label: key, failures, successes, history: histories.get(key) ?? [], learnedSince };
  });
}

const lastHistories = new WeakMap<
  SignInLog,
  Map<string, { hour: number; histories: Map<string, HistorySlot[]> }>
>();

/** Hours round the same time of earlier days; they are the same for all looks within an hour. */
function historiesOf(
  log: SignInLog,
  { windowMinutes, hoursBefore }: { windowMinutes: number; hoursBefore: number },
  nowMs: number,
  byApp: boolean,
): Map<string, HistorySlot[]> {
  const cache = lastHistories.get(log) ?? new Map();
  lastHistories.set(log, cache);
  const hourNow = Math.floor(nowMs / hourMs);
  const known = cache.get(`${windowMinutes}|${hoursBefore}|${byApp}`);
  if (known !== undefined && known.hour === hourNow) return known.histories;
  const histories = new Map<string, HistorySlot[]>();
  for (const days of [...(hoursBefore > 1 ? [0] : []), 1, 2, 3, 4, 5, 6, 7, 14, 21, 28, 35, 42]) {
    const firstMs = hourNow * hourMs - days * dayMs - windowMinutes * minuteMs;
    const toMs = days === 0 ? firstMs : (hourNow + 2) * hourMs - days * dayMs;
    const fromMs = firstMs - hoursBefore * hourMs;
    for (let hour = Math.floor(fromMs / hourMs); hour * hourMs < toMs; hour += 1) {
      if (hour * hourMs < log.firstMs || (hour + 1) * hourMs > nowMs) continue;
      for (const [key, counts] of hourOf(log, hour, byApp)) {
        const at = new Date(hour * hourMs).toISOString();
        getOr(histories, key, (): HistorySlot[] => []).push({ at, minutes: 60, ...counts });
      }
    }
  }
  cache.set(`${windowMinutes}|${hoursBefore}|${byApp}`, { hour: hourNow, histories });
  return histories;
}

export function observeProviders(
  log: SignInLog,
  { windowMinutes }: AlertParams<'provider-trouble'>,
  nowMs: number,
): AlertObservations['provider-trouble'] {
  const fromMs = nowMs - windowMinutes * minuteMs;
  const faults = since(log.failures, nowMs, windowMinutes).filter(
    ({ facts }) => facts.cause === 'service-fault',
  );
  const bySource = new Map<string, SignIn[]>();
  for (const fault of faults)
    getOr(bySource, `${fault.system}|${fault.facts.source}`, (): SignIn[] => []).push(fault);
  return [...bySource].map(([key, failures]) => {
    const [system = '', source = ''] = key.split('|');
    let attempts = 0;
    const appsSeen = new Set<string>();
    for (let slot = Math.floor(fromMs / slotMs); slot < Math.floor(nowMs / slotMs); slot += 1) {
      for (const [app, counts] of log.slots.get(system)?.get(slot)?.apps ?? []) {
        attempts += counts.failures + counts.successes;
        appsSeen.add(app);
      }
    }
    return {
      system,
      source,
      label: system,
      failures: failures.length,
      attempts,
      appsHit: new Set(failures.map(({ app }) => app)).size,
      appsSeen: appsSeen.size,
      people: countNamed(failures),
      usualShare: shareOfFaults(log, system, source, fromMs),
      codes: [...new Set(failures.map(({ facts }) => facts.errorCode))].slice(0, 5),
    };
  });
}

const usualHours = 7 * 24;

/** The hours of the 7 days before a time. */
function hoursBefore(log: SignInLog, system: string, atMs: number): Hour[] {
  const end = Math.floor(atMs / hourMs);
  const hours = log.hours.get(system);
  return Array.from({ length: usualHours }, (_, back) => hours?.get(end - 1 - back)).filter(
    (hour) => hour !== undefined,
  );
}

function shareOfFaults(log: SignInLog, system: string, source: string, atMs: number): number | null {
  let [attempts, faults] = [0, 0];
  for (const hour of hoursBefore(log, system, atMs)) {
    attempts += hour.attempts;
    faults += hour.faults.get(source) ?? 0;
  }
  return attempts === 0 ? null : faults / attempts;
}

export function observeAppCredentials(
  log: SignInLog,
  { windowMinutes }: AlertParams<'app-credential'>,
  nowMs: number,
): AlertObservations['app-credential'] {
  const fromMs = nowMs - windowMinutes * minuteMs;
  return [...log.daemons].flatMap(([app, all]) => {
    const signIns = all.filter(({ atMs }) => atMs >= fromMs);
    const byCode = new Map<string, SignIn[]>();
    for (const signIn of signIns) {
      if (signIn.facts.cause === 'client-credential') {
        getOr(byCode, signIn.facts.errorCode, (): SignIn[] => []).push(signIn);
      }
    }
    const lastSuccessMs = signIns.findLast(({ facts }) => facts.outcome === 'success')?.atMs ?? null;
    return [...byCode].map(([errorCode, failures]) => ({
      app,
      errorCode,
      title: failures[0]?.facts.title ?? errorCode,
      expired: failures[0]?.facts.roles.has('credential-expired') ?? false,
      failures: failures.length,
      failuresSinceSuccess: failures.filter(({ atMs }) => atMs > (lastSuccessMs ?? 0)).length,
      firstSeenAt: isoOf(failures[0]?.atMs ?? null),
      lastFailureAt: isoOf(failures.at(-1)?.atMs ?? null),
      lastSuccessAt: isoOf(lastSuccessMs),
      expiresAt: null,
      credential: null,
    }));
  });
}

export function observeFeeds(log: SignInLog, nowMs: number): AlertObservations['feed-silent'] {
  const hourNow = Math.floor(nowMs / hourMs);
  const first = Math.max(Math.floor(log.firstMs / hourMs), hourNow - 28 * 24);
  return [...log.newest].map(([system, newestMs]) => {
    const history = [];
    // A feed that has just brought something needs no history.
    for (let hour = nowMs - newestMs < 1_800_000 ? hourNow : first; hour < hourNow; hour += 1) {
      const { records = 0, rejected = 0 } = log.hours.get(system)?.get(hour) ?? {};
      const events = records - rejected;
      if (events > 0) history.push({ at: new Date(hour * hourMs).toISOString(), minutes: 60, events });
    }
    return {
      feedId: system,
      name: system,
      newestEventAt: isoOf(newestMs),
      newestBatchAt: isoOf(newestMs + log.lateMs),
      lagMinutes: log.lateMs / minuteMs,
      usualLagMinutes: log.lateMs / minuteMs,
      history,
      learnedSince: isoOf(log.firstMs),
    };
  });
}

export function observeRejects(
  log: SignInLog,
  { windowMinutes }: AlertParams<'rejects'>,
  nowMs: number,
): AlertObservations['rejects'] {
  return [...log.slots].map(([system, slots]) => {
    let records = 0;
    let rejected = 0;
    for (
      let slot = Math.floor((nowMs - windowMinutes * minuteMs) / slotMs);
      slot < Math.floor(nowMs / slotMs);
      slot += 1
    ) {
      records += slots.get(slot)?.records ?? 0;
      rejected += slots.get(slot)?.rejected ?? 0;
    }
    const reasons = [{ reason: 'unknown_system', records: rejected }];
    // What is usual only matters where something could not be read.
    const before = rejected === 0 ? [] : hoursBefore(log, system, nowMs - windowMinutes * minuteMs);
    return {
      feedId: system,
      name: system,
      records,
      rejected,
      reasons,
      usualRecords: before.reduce((sum, hour) => sum + hour.records, 0),
      usualRejected: before.reduce((sum, hour) => sum + hour.rejected, 0),
    };
  });
}

/** Failures by code of the last minutes, for codes that fit. */
export function observeCodes(
  log: SignInLog,
  windowMinutes: number,
  nowMs: number,
  isKnown: boolean,
): AlertObservations['unknown-code'] {
  const fromMs = nowMs - windowMinutes * minuteMs;
  const news = [...log.firstSeen].filter(([, firstMs]) => firstMs >= fromMs);
  if (news.length === 0) return [];
  return news.flatMap(([errorCode, firstMs]) => {
    const failures = since(log.failuresOfCode.get(errorCode) ?? [], nowMs, windowMinutes);
    if ((failures[0]?.facts.isKnown ?? true) !== isKnown) return [];
    return {
      errorCode,
      title: failures[0]?.facts.title ?? errorCode,
      app: null,
      firstSeenAt: new Date(firstMs).toISOString(),
      failures: failures.length,
      people: countNamed(failures),
      apps: new Set(failures.map(({ app }) => app)).size,
    };
  });
}

/** Two groups that people have decided about: one resolved before the month began, one ignored as it is. */
export function observeGroups(
  log: SignInLog,
  groups: readonly { errorCode: string; app: string; state: 'resolved' | 'ignored' }[],
  { windowMinutes }: AlertParams<'group-change'>,
  nowMs: number,
  usualFailures: number,
): AlertObservations['group-change'] {
  return groups.map(({ errorCode, app, state }) => {
    const failures = since(log.failuresOfCode.get(errorCode) ?? [], nowMs, windowMinutes);
    const own = failures.filter((failure) => failure.app === app);
    return {
      groupId: `${errorCode}|${app}`,
      label: `${errorCode} at ${app}`,
      state,
      stateSince: new Date(log.firstMs).toISOString(),
      failures: own.length,
      people: countNamed(own),
      usualFailures: state === 'ignored' ? usualFailures : 0,
    };
  });
}

/** People among them; `null` where none is named. */
function countNamed(signIns: readonly SignIn[]): number | null {
  return new Set(signIns.flatMap(({ person }) => person ?? [])).size || null;
}

export function isoOf(atMs: number | null): string | null {
  return atMs === null ? null : new Date(atMs).toISOString();
}
