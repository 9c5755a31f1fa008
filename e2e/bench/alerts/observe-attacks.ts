import type { AlertObservations, AlertParams } from '@turnaway/contracts';
import { getOr, lowerBound } from './ordered.js';
import {
  between,
  countPassed,
  hasPassed,
  hasPassedFrom,
  lastPassedMs,
  type PlacedSignIn,
  peopleOf,
  type SignIn,
  type SignInLog,
  since,
  successDays,
  type Travel,
} from './sign-in-log.js';
import type { Source, SourceWindow } from './source-window.js';

const dayMs = 86_400_000;

/** The sources of one of the windows of a rule; as many accounts as half of its `warnAccounts` are worth a row. */
export function observeSpray(
  log: SignInLog,
  window: SourceWindow,
  { warnAccounts, failedPerSucceeded }: { warnAccounts: number; failedPerSucceeded: number },
  nowMs: number,
): AlertObservations['password-spray'] {
  const fromMs = nowMs - window.minutes * 60_000;
  return window
    .at(log, nowMs)
    .filter(({ people }) => people.size >= warnAccounts / 2)
    .flatMap((source) => {
      // Where so many get in there are too few strangers for any judge: they are not described.
      const passedMax = Math.floor(source.people.size / failedPerSucceeded);
      const passed = peopleOf(log, source.source, fromMs, passedMax + 1);
      return passed > passedMax ? [] : describeSource(log, window, { ...source, passed }, nowMs);
    });
}

function describeSource(
  log: SignInLog,
  window: SourceWindow,
  { by, source, failures, people, passed }: Source & { passed: number },
  nowMs: number,
) {
  const addresses = new Set<string>();
  const codes = new Set<string>();
  const clients = new Map<string, number>();
  let [strangeAccounts, provenAccounts, unknownAccounts, triesPerAccountMax, firstMs, lastMs] = [
    0,
    0,
    0,
    0,
    nowMs,
    0,
  ];
  for (const [person, tries] of people) {
    const sinceMs = tries[0]?.atMs ?? nowMs;
    firstMs = Math.min(firstMs, sinceMs);
    lastMs = Math.max(lastMs, tries.at(-1)?.atMs ?? 0);
    triesPerAccountMax = Math.max(triesPerAccountMax, tries.length);
    if (!hasPassedFrom(log, { person, source }, nowMs, sinceMs)) strangeAccounts += 1;
    const provenMs = log.provenBy.get(person)?.get(source) ?? 0;
    if (Math.max(lastPassedMs(log, person, source), provenMs) > sinceMs) provenAccounts += 1;
    if (tries.every(({ facts }) => facts.roles.has('no-such-account'))) unknownAccounts += 1;
    for (const { address, facts } of tries) {
      addresses.add(address);
      codes.add(facts.errorCode);
    }
    for (const client of new Set(tries.flatMap((failure) => failure.client ?? []))) {
      clients.set(client, (clients.get(client) ?? 0) + 1);
    }
  }
  const [top] = [...clients].toSorted(([one, few], [other, many]) => many - few || (one < other ? -1 : 1));
  return {
    windowMinutes: window.minutes,
    by,
    source,
    addresses: addresses.size,
    accounts: people.size,
    failures,
    triesPerAccountMax,
    strangeAccounts,
    succeededAccounts: passed,
    provenAccounts,
    unknownAccounts,
    topClient: top?.[0] ?? null,
    topClientAccounts: top?.[1] ?? 0,
    firstAt: new Date(firstMs).toISOString(),
    lastAt: new Date(lastMs).toISOString(),
    codes: [...codes].slice(0, 5),
  };
}

export function observeBruteForce(
  log: SignInLog,
  { windowMinutes, warnFailures }: AlertParams<'brute-force'>,
  nowMs: number,
): AlertObservations['brute-force'] {
  const window = since(log.firstFactors, nowMs, windowMinutes);
  return [...groupBy(window, ({ person }) => person, warnFailures / 3)].map(([account, failures]) => {
    const strange = [...groupBy(failures, ({ address }) => address, 1)]
      .filter(([source, list]) => !hasPassedFrom(log, { person: account, source }, nowMs, list[0]?.atMs))
      .toSorted(([, one], [, other]) => other.length - one.length);
    return {
      account,
      failures: failures.length,
      strangeFailures: strange.reduce((sum, [, list]) => sum + list.length, 0),
      strangeAddresses: strange.length,
      topAddress: strange[0]?.[0] ?? null,
      lockedOut: failures.some(({ facts }) => facts.roles.has('locked-out')),
      lastSuccessAt: lastSuccessOf(log, account, nowMs),
      ...timesOf(failures, nowMs),
    };
  });
}

function lastSuccessOf(log: SignInLog, person: string, nowMs: number): string | null {
  const lastMs = log.lastPassed.get(person)?.atMs ?? 0;
  return lastMs >= nowMs - successDays * dayMs ? new Date(lastMs).toISOString() : null;
}

export function observeStuffing(
  log: SignInLog,
  { windowMinutes, warnAccounts }: AlertParams<'credential-stuffing'>,
  nowMs: number,
): AlertObservations['credential-stuffing'] {
  const windowMs = windowMinutes * 60_000;
  const failures = since(log.firstFactors, nowMs, windowMinutes).filter(
    ({ address }) => !hasPassed(log, address, nowMs, nowMs - windowMs),
  );
  const perAddress = groupBy(failures, ({ address }) => address, 1);
  const accounts = countPeople(failures);
  const usualAt = (atMs: number): number =>
    countPeople(
      between(log.firstFactors, atMs - windowMs, atMs).filter(
        ({ address }) => !hasPassed(log, address, nowMs),
      ),
    );
  return {
    accounts,
    addresses: perAddress.size,
    failures: failures.length,
    unknownAccounts: countPeople(failures.filter(({ facts }) => facts.roles.has('no-such-account'))),
    countries: new Set(failures.map(({ country }) => country)).size,
    failuresPerAddressMax: Math.max(0, ...[...perAddress.values()].map((list) => list.length)),
    // What is usual only matters where there may be something unusual.
    usualAccounts:
      accounts < warnAccounts
        ? []
        : [1, 2, 3]
            .map((days) => nowMs - days * dayMs)
            .filter((atMs) => atMs - windowMs >= log.firstMs)
            .map(usualAt),
    // Only held against what is out of the ordinary without it.
    succeededAccounts: accounts < warnAccounts ? 0 : countPassed(log, nowMs, windowMinutes),
    provenAccounts: 0,
  };
}

export function observeMfaFatigue(
  log: SignInLog,
  { windowMinutes, warnPrompts, approvedAfter }: AlertParams<'mfa-fatigue'>,
  nowMs: number,
): AlertObservations['mfa-fatigue'] {
  const prompts = since(log.failures, nowMs, windowMinutes).filter(
    ({ facts: { roles } }) => roles.has('mfa-denied') || roles.has('mfa-not-answered'),
  );
  return [...groupBy(prompts, ({ person }) => person, Math.min(warnPrompts / 3, approvedAfter))].map(
    ([person, failures]) => {
      const addresses = [...new Set(failures.map(({ address }) => address))];
      const lastMs = failures.at(-1)?.atMs ?? nowMs;
      const approvedMs = Math.max(...addresses.map((address) => lastPassedMs(log, person, address)));
      return {
        person,
        denied: failures.filter(({ facts }) => facts.roles.has('mfa-denied')).length,
        noAnswer: failures.filter(({ facts }) => facts.roles.has('mfa-not-answered')).length,
        addresses: addresses.length,
        topAddress: addresses[0] ?? null,
        knownAddress: addresses.some((source) =>
          hasPassedFrom(log, { person, source }, nowMs, failures[0]?.atMs),
        ),
        approvedAt: approvedMs > lastMs ? new Date(approvedMs).toISOString() : null,
        ...timesOf(failures, nowMs),
      };
    },
  );
}

const lockedBefore = new WeakMap<SignInLog, Map<number, number>>();

export function observeLockouts(
  log: SignInLog,
  { windowMinutes, warnAccounts }: AlertParams<'lockout-storm'>,
  nowMs: number,
): AlertObservations['lockout-storm'] {
  const locked = since(log.firstFactors, nowMs, windowMinutes).filter(({ facts }) =>
    facts.roles.has('locked-out'),
  );
  const counts = getOr(lockedBefore, log, () => new Map<number, number>());
  const lockedAccounts = countPeople(locked);
  counts.set(nowMs, lockedAccounts);
  const [top] = [...groupBy(locked, ({ address }) => address, 1)].toSorted(
    ([, one], [, other]) => countPeople(other) - countPeople(one),
  );
  return {
    lockedAccounts,
    usualLockedAccounts: [1, 2, 3, 4, 5, 6, 7]
      .map((days) => nowMs - days * dayMs)
      .filter((atMs) => atMs - windowMinutes * 60_000 >= log.firstMs)
      .map((atMs) => counts.get(atMs) ?? 0),
    succeededAccounts: lockedAccounts < warnAccounts ? 0 : countPassed(log, nowMs, windowMinutes),
    addresses: new Set(locked.map(({ address }) => address)).size,
    topAddress: top?.[0] ?? null,
    topAddressAccounts: top === undefined ? 0 : countPeople(top[1]),
  };
}

export function observeSuccessAfterFailures(
  log: SignInLog,
  { windowMinutes, warnFailures }: AlertParams<'success-after-failures'>,
  nowMs: number,
): AlertObservations['success-after-failures'] {
  const wrong = since(log.firstFactors, nowMs, windowMinutes).filter(({ facts }) =>
    facts.roles.has('wrong-credential'),
  );
  return [...groupBy(wrong, ({ person, network }) => `${network}|${person}`, warnFailures).values()].flatMap(
    (list) => {
      const [first] = list;
      if (first === undefined || first.person === null) return [];
      const { person, network } = first;
      const successMs = lastPassedMs(log, person, network);
      if (successMs <= first.atMs) return [];
      const success = log.successes.findLast((other) => other.person === person && other.network === network);
      const failures = list.filter(({ atMs }) => atMs < successMs).length;
      if (success === undefined || failures < warnFailures) return [];
      return {
        person,
        failures,
        failedSince: new Date(first.atMs).toISOString(),
        successAt: new Date(successMs).toISOString(),
        address: success.address,
        country: success.country,
        newNetwork: !hasPassedFrom(log, { person, source: network }, nowMs, first.atMs),
        newCountry:
          success.country !== null &&
          !hasPassedFrom(log, { person, source: success.country }, nowMs, first.atMs),
        peopleOfAddress: peopleOf(log, success.address, nowMs - successDays * dayMs),
      };
    },
  );
}

type TravelRow = AlertObservations['impossible-travel'][number];
const travelsOfHour = new WeakMap<
  SignInLog,
  { rows: Map<Travel, TravelRow[]>; peopleOfAddress: Map<string, number> }
>();

export function observeTravel(log: SignInLog, nowMs: number): AlertObservations['impossible-travel'] {
  // Who shares an address hardly changes within an hour.
  const { rows, peopleOfAddress } = getOr(travelsOfHour, log, () => ({
    rows: new Map<Travel, TravelRow[]>(),
    peopleOfAddress: new Map<string, number>(),
  }));
  if (nowMs % 3_600_000 === 0) {
    rows.clear();
    peopleOfAddress.clear();
  }
  const placeOf = ({ country, address, client, atMs }: PlacedSignIn) => ({
    country,
    address,
    client,
    at: new Date(atMs).toISOString(),
    peopleOfAddress: getOr(peopleOfAddress, address, () =>
      peopleOf(log, address, nowMs - successDays * dayMs),
    ),
  });
  const rowsOf = ({ from, to, usualCountries }: Travel): TravelRow[] =>
    to.person === null ? [] : [{ person: to.person, from: placeOf(from), to: placeOf(to), usualCountries }];
  const first = lowerBound(log.travels, ({ to }) => to.atMs, nowMs - dayMs);
  return log.travels.slice(first).flatMap((travel) => getOr(rows, travel, () => rowsOf(travel)));
}

export function observeReplay(
  log: SignInLog,
  { windowMinutes }: AlertParams<'token-replay'>,
  nowMs: number,
): AlertObservations['token-replay'] {
  const fromMs = nowMs - windowMinutes * 60_000;
  const ofCodes = [...log.failuresOfCode.values()].filter((list) => list[0]?.facts.roles.has('token-reused'));
  const reused = ofCodes.flatMap((list) => since(list, nowMs, windowMinutes));
  if (reused.length === 0) return [];
  const before = new Map<string, number>();
  for (const { app, atMs } of ofCodes.flatMap((list) => since(list, fromMs, 7 * 1_440))) {
    if (atMs < fromMs) before.set(app, (before.get(app) ?? 0) + 1);
  }
  const usualOf = (app: string): number => ((before.get(app) ?? 0) * windowMinutes) / (7 * 1_440);
  const key = ({ app, person, facts }: SignIn) => `${app}|${person}|${facts.errorCode}`;
  return [...groupBy(reused, key, 1).values()].flatMap((failures) => {
    const [first] = failures;
    if (first === undefined) return [];
    const addresses = [...new Set(failures.map(({ address }) => address))];
    return {
      app: first.app,
      person: first.person,
      errorCode: first.facts.errorCode,
      title: first.facts.title,
      reuses: failures.length,
      addresses: addresses.length,
      strangeAddresses: addresses.filter(
        (address) => !hasPassedFrom(log, { person: first.person, source: address }, nowMs),
      ).length,
      isFinding: first.facts.roles.has('token-theft'),
      usualReuses: usualOf(first.app),
      ...timesOf(failures, nowMs),
    };
  });
}

function countPeople(signIns: readonly SignIn[]): number {
  const people = new Set<string>();
  for (const { person } of signIns) if (person !== null) people.add(person);
  return people.size;
}

/** Groups of at least `least`, in order of time. */
function groupBy(
  signIns: readonly SignIn[],
  keyOf: (signIn: SignIn) => string | null,
  least: number,
): Map<string, SignIn[]> {
  const groups = new Map<string, SignIn[]>();
  for (const signIn of signIns) {
    const key = keyOf(signIn);
    if (key !== null) getOr(groups, key, (): SignIn[] => []).push(signIn);
  }
  return least <= 1 ? groups : new Map([...groups].filter(([, list]) => list.length >= least));
}

function timesOf(signIns: readonly SignIn[], nowMs: number) {
  return {
    firstAt: new Date(signIns[0]?.atMs ?? nowMs).toISOString(),
    lastAt: new Date(signIns.at(-1)?.atMs ?? nowMs).toISOString(),
  };
}
