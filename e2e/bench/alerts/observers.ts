import type { AlertKind, AlertObservations, AlertParams } from '@turnaway/contracts';
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
import { type SignInLog, since } from './sign-in-log.js';
import { createSourceWindow } from './source-window.js';

/** What the queries of the product count, counted in memory. */
export const benchObservers: {
  [Kind in AlertKind]: (log: SignInLog, params: AlertParams<Kind>, nowMs: number) => AlertObservations[Kind];
} = {
  threshold: observeThreshold,
  baseline: observeBaseline,
  'new-error': (log, { windowMinutes }, nowMs) => ({
    learnedSince: isoOf(log.firstMs),
    codes: observeCodes(log, windowMinutes, nowMs, true),
  }),
  'unknown-code': (log, { windowMinutes }, nowMs) => observeCodes(log, windowMinutes, nowMs, false),
  'group-change': (log, params, nowMs) =>
    observeGroups(log, decidedGroups, params, nowMs, usualOfIgnored(log, params, nowMs)),
  'provider-trouble': observeProviders,
  'app-credential': observeAppCredentials,
  'feed-silent': (log, _params, nowMs) => observeFeeds(log, nowMs),
  rejects: observeRejects,
  'password-spray': (log, params, nowMs) => sprayWatcherOf(log, params)(nowMs),
  'brute-force': observeBruteForce,
  'credential-stuffing': observeStuffing,
  'mfa-fatigue': observeMfaFatigue,
  'lockout-storm': observeLockouts,
  'success-after-failures': observeSuccessAfterFailures,
  'impossible-travel': (log, _params, nowMs) => observeTravel(log, nowMs),
  'token-replay': observeReplay,
};

/** Two groups that somebody decided about: one was resolved before the month began, one is ignored as it is. */
export const decidedGroups = [
  { errorCode: 'entra/700054', app: 'Timesheets', state: 'resolved' },
  { errorCode: 'entra/65004', app: 'Staff Directory', state: 'ignored' },
] as const;

const dayMs = 86_400_000;
const usualCache = new WeakMap<SignInLog, Map<number, number>>();

/** Failures of a mean window of the ignored group over the days that are kept; counted anew every six hours. */
function usualOfIgnored(
  log: SignInLog,
  { windowMinutes }: AlertParams<'group-change'>,
  nowMs: number,
): number {
  const [, { errorCode, app }] = decidedGroups;
  const cache = getOr(usualCache, log, () => new Map<number, number>());
  const perDay = getOr(cache, Math.floor(nowMs / (6 * 3_600_000)), () => {
    const keptDays = Math.min(5, Math.max(1, (nowMs - log.firstMs) / dayMs));
    const failures = since(log.failuresOfCode.get(errorCode) ?? [], nowMs, 5 * 1_440);
    return failures.filter((failure) => failure.app === app).length / keptDays;
  });
  return perDay * (windowMinutes / 1_440);
}

type SprayRows = AlertObservations['password-spray'];
const sprayWatchers = new WeakMap<SignInLog, WeakMap<object, (nowMs: number) => SprayRows>>();

/** Both windows of a rule about sprays; the long one says nothing new every five minutes. */
function sprayWatcherOf(log: SignInLog, params: AlertParams<'password-spray'>): (nowMs: number) => SprayRows {
  const ofLog = getOr(sprayWatchers, log, () => new WeakMap<object, (nowMs: number) => SprayRows>());
  return getOr(ofLog, params, () => {
    const soon = createSourceWindow(params.windowMinutes);
    const slow = createSourceWindow(params.slowWindowMinutes);
    const { slowWarnAccounts: warnAccounts, failedPerSucceeded } = params;
    let slowRows: SprayRows = [];
    return (nowMs: number) => {
      if (nowMs % 1_800_000 === 0)
        slowRows = observeSpray(log, slow, { warnAccounts, failedPerSucceeded }, nowMs);
      return [...observeSpray(log, soon, params, nowMs), ...slowRows];
    };
  });
}
