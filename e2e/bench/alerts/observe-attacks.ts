import type { AlertObservations, AlertParams } from '@turnaway/contracts';
import { failuresSince } from './observe-counts.js';
import { getOr, lowerBound, type SignIn, type SignInLog, successDays } from './sign-in-log.js';

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** Whether somebody passed by that key before a time, as far back as successes are kept. */
function hasPassed(log: SignInLog, key: string, nowMs: number): boolean {
  return (log.passed.get(key) ?? 0) >= nowMs - successDays * dayMs;
}

function isFirstFactor({ facts: { roles } }: SignIn): boolean {
  return (
    roles.has('wrong-credential') ||
    roles.has('no-such-account') ||
    roles.has('locked-out') ||
    roles.has('blocked-address')
  );
}

export function successesSince(log: SignInLog, nowMs: number, windowMinutes: number): SignIn[] {
  return log.successes.slice(lowerBound(log.successes, ({ atMs }) => atMs, nowMs - windowMinutes * minuteMs));
}

const sourcesOf = {
  address: ({ address }: SignIn) => address,
  network: ({ network }: SignIn) => network,
  client: ({ client }: SignIn) => client,
};

type By = keyof typeof sourcesOf;

export function observeSpray(
  log: SignInLog,
  { windowMinutes, warnAccounts }: AlertParams<'password-spray'>,
  nowMs: number,
): AlertObservations['password-spray'] {
  const window = failuresSince(log, nowMs, windowMinutes);
  const failed = window.filter((signIn) => signIn.person !== null && isFirstFactor(signIn));
  return (['address', 'network', 'client'] as const).flatMap((by) => {
    const wide = [...groupBySource(failed, by)].filter(
      ([, list]) => list.length >= warnAccounts && peopleOf(list).size >= warnAccounts,
    );
    if (wide.length === 0) return [];
    const succeeded = groupBySource(successesSince(log, nowMs, windowMinutes), by);
    return wide.map(([source, list]) => {
      const people = peopleOf(list);
      const strange = [...people].filter((person) => !hasPassed(log, `${source}|${person}`, nowMs));
      const proven = window.filter(
        (signIn) =>
          sourcesOf[by](signIn) === source &&
          signIn.facts.roles.has('credential-proven') &&
          people.has(signIn.person ?? ''),
      );
      return {
        by,
        source,
        addresses: new Set(list.map(({ address }) => address)).size,
        accounts: people.size,
        failures: list.length,
        triesPerAccountMax: Math.max(...[...byPerson(list, 1).values()].map((tries) => tries.length)),
        strangeAccounts: strange.length,
        succeededAccounts: peopleOf(succeeded.get(source) ?? []).size,
        provenAccounts: peopleOf(proven).size,
        unknownAccounts: peopleOf(list.filter(({ facts }) => facts.roles.has('no-such-account'))).size,
        ...timesOf(list, nowMs),
        codes: [...new Set(list.map(({ facts }) => facts.errorCode))].slice(0, 5),
      };
    });
  });
}

function groupBySource(signIns: readonly SignIn[], by: By): Map<string, SignIn[]> {
  const groups = new Map<string, SignIn[]>();
  for (const signIn of signIns) {
    const source = sourcesOf[by](signIn);
    if (source !== null) getOr(groups, source, (): SignIn[] => []).push(signIn);
  }
  return groups;
}

export function observeBruteForce(
  log: SignInLog,
  { windowMinutes, warnFailures }: AlertParams<'brute-force'>,
  nowMs: number,
): AlertObservations['brute-force'] {
  return [...byPerson(failuresSince(log, nowMs, windowMinutes).filter(isFirstFactor), warnFailures / 3)].map(
    ([account, failures]) => {
      const strange = failures.filter(({ address }) => !hasPassed(log, `${address}|${account}`, nowMs));
      return {
        account,
        failures: failures.length,
        strangeFailures: strange.length,
        strangeAddresses: new Set(strange.map(({ address }) => address)).size,
        topAddress: strange[0]?.address ?? null,
        lockedOut: failures.some(({ facts }) => facts.roles.has('locked-out')),
        lastSuccessAt: lastSuccessOf(log, account, nowMs),
        ...timesOf(failures, nowMs),
      };
    },
  );
}

function lastSuccessOf(log: SignInLog, person: string, nowMs: number): string | null {
  const lastMs = log.lastPassed.get(person)?.atMs ?? 0;
  return lastMs >= nowMs - successDays * dayMs ? new Date(lastMs).toISOString() : null;
}

export function observeStuffing(
  log: SignInLog,
  { windowMinutes }: AlertParams<'credential-stuffing'>,
  nowMs: number,
): AlertObservations['credential-stuffing'] {
  const strangersAt = (atMs: number): SignIn[] => {
    const timeOf = (signIn: SignIn): number => signIn.atMs;
    const from = lowerBound(log.failures, timeOf, atMs - windowMinutes * minuteMs);
    return log.failures
      .slice(from, lowerBound(log.failures, timeOf, atMs))
      .filter((failure) => isFirstFactor(failure) && !hasPassed(log, failure.address, nowMs));
  };
  const failures = strangersAt(nowMs);
  const perAddress = new Map<string, number>();
  for (const { address } of failures) perAddress.set(address, (perAddress.get(address) ?? 0) + 1);
  return {
    accounts: peopleOf(failures).size,
    addresses: perAddress.size,
    failures: failures.length,
    unknownAccounts: peopleOf(failures.filter(({ facts }) => facts.roles.has('no-such-account'))).size,
    countries: new Set(failures.map(({ country }) => country)).size,
    failuresPerAddressMax: Math.max(0, ...perAddress.values()),
    usualAccounts: [1, 2, 3]
      .filter((days) => nowMs - days * dayMs - windowMinutes * minuteMs >= log.firstMs)
      .map((days) => peopleOf(strangersAt(nowMs - days * dayMs)).size),
    succeededAccounts: peopleOf(successesSince(log, nowMs, windowMinutes)).size,
    provenAccounts: 0,
  };
}

export function observeMfaFatigue(
  log: SignInLog,
  { windowMinutes }: AlertParams<'mfa-fatigue'>,
  nowMs: number,
): AlertObservations['mfa-fatigue'] {
  const prompts = failuresSince(log, nowMs, windowMinutes).filter(
    ({ facts: { roles } }) => roles.has('mfa-denied') || roles.has('mfa-not-answered'),
  );
  return [...byPerson(prompts, 3)].map(([person, failures]) => {
    const addresses = new Set(failures.map(({ address }) => address));
    const approved = successesSince(log, nowMs, windowMinutes).find(
      (success) =>
        success.person === person &&
        addresses.has(success.address) &&
        success.atMs > (failures[0]?.atMs ?? 0),
    );
    const known = failures.some(({ address, atMs }) => {
      const passedMs = log.passed.get(`${address}|${person}`) ?? 0;
      return passedMs >= nowMs - successDays * dayMs && passedMs < atMs;
    });
    return {
      person,
      denied: failures.filter(({ facts }) => facts.roles.has('mfa-denied')).length,
      noAnswer: failures.filter(({ facts }) => facts.roles.has('mfa-not-answered')).length,
      addresses: addresses.size,
      topAddress: failures[0]?.address ?? null,
      knownAddress: known,
      approvedAt: approved === undefined ? null : new Date(approved.atMs).toISOString(),
      ...timesOf(failures, nowMs),
    };
  });
}

const lockedBefore = new WeakMap<SignInLog, Map<number, number>>();

export function observeLockouts(
  log: SignInLog,
  { windowMinutes }: AlertParams<'lockout-storm'>,
  nowMs: number,
): AlertObservations['lockout-storm'] {
  const locked = failuresSince(log, nowMs, windowMinutes).filter(({ facts }) =>
    facts.roles.has('locked-out'),
  );
  const counts = lockedBefore.get(log) ?? new Map<number, number>();
  lockedBefore.set(log, counts);
  const lockedAccounts = peopleOf(locked).size;
  counts.set(nowMs, lockedAccounts);
  return {
    lockedAccounts,
    usualLockedAccounts: [1, 2, 3, 4, 5, 6, 7].flatMap((days) => counts.get(nowMs - days * dayMs) ?? []),
    addresses: new Set(locked.map(({ address }) => address)).size,
    topAddress: locked[0]?.address ?? null,
    topAddressAccounts: 0,
  };
}

export function observeSuccessAfterFailures(
  log: SignInLog,
  { windowMinutes, warnFailures }: AlertParams<'success-after-failures'>,
  nowMs: number,
): AlertObservations['success-after-failures'] {
  const wrong = failuresSince(log, nowMs, windowMinutes).filter(({ facts }) =>
    facts.roles.has('wrong-credential'),
  );
  const candidates = byPerson(wrong, warnFailures);
  if (candidates.size === 0) return [];
  const rows: AlertObservations['success-after-failures'] = [];
  for (const success of successesSince(log, nowMs, windowMinutes)) {
    const { person, network, address, country, atMs } = success;
    if (person === null) continue;
    const failures =
      candidates.get(person)?.filter((failure) => failure.network === network && failure.atMs < atMs) ?? [];
    const [first] = failures;
    if (first === undefined) continue;
    const before = log.successes.some(
      (other) => other.person === person && other.network === network && other.atMs < first.atMs,
    );
    rows.push({
      person,
      failures: failures.length,
      failedSince: new Date(first.atMs).toISOString(),
      successAt: new Date(atMs).toISOString(),
      address,
      country,
      newNetwork: !before,
      newCountry: !log.successes.some(
        (other) => other.person === person && other.country === country && other.atMs < first.atMs,
      ),
      peopleOfAddress: log.peopleOfAddress.get(address)?.size ?? 0,
    });
  }
  return rows;
}

export function observeTravel(log: SignInLog, nowMs: number): AlertObservations['impossible-travel'] {
  const today = Math.floor(nowMs / dayMs);
  return log.lastBefore.flatMap(({ from, to }) => {
    if (to.person === null) return [];
    const person = to.person;
    const usualCountries = [...(log.countriesOf.get(person) ?? [])].filter((country) => {
      const days = log.countryDays.get(`${person}|${country}`) ?? [];
      return days.filter((day) => day < today && day >= today - 30).length >= 2;
    });
    const placeOf = ({ country, address, client, atMs }: SignIn) => ({
      country,
      address,
      client,
      at: new Date(atMs).toISOString(),
      peopleOfAddress: log.peopleOfAddress.get(address)?.size ?? 0,
    });
    return [{ person, from: placeOf(from), to: placeOf(to), usualCountries }];
  });
}

export function observeReplay(
  log: SignInLog,
  { windowMinutes }: AlertParams<'token-replay'>,
  nowMs: number,
  usualReuses: number,
): AlertObservations['token-replay'] {
  const reused = failuresSince(log, nowMs, windowMinutes).filter(({ facts }) =>
    facts.roles.has('token-reused'),
  );
  const groups = new Map<string, SignIn[]>();
  for (const failure of reused)
    getOr(groups, `${failure.app}|${failure.person}`, (): SignIn[] => []).push(failure);
  return [...groups.values()].flatMap((failures) => {
    const [first] = failures;
    if (first === undefined) return [];
    const addresses = new Set(failures.map(({ address }) => address));
    return {
      app: first.app,
      person: first.person,
      errorCode: first.facts.errorCode,
      title: first.facts.title,
      reuses: failures.length,
      addresses: addresses.size,
      strangeAddresses: [...addresses].filter(
        (address) => !hasPassed(log, `${address}|${first.person}`, nowMs),
      ).length,
      isFinding: first.facts.roles.has('token-theft'),
      usualReuses,
      ...timesOf(failures, nowMs),
    };
  });
}

function peopleOf(signIns: readonly SignIn[]): Set<string> {
  return new Set(signIns.flatMap(({ person }) => person ?? []));
}

/** By person, those with at least `least`. */
function byPerson(signIns: readonly SignIn[], least: number): Map<string, SignIn[]> {
  const groups = new Map<string, SignIn[]>();
  for (const signIn of signIns) {
    if (signIn.person !== null) getOr(groups, signIn.person, (): SignIn[] => []).push(signIn);
  }
  return new Map([...groups].filter(([, list]) => list.length >= least));
}

function timesOf(signIns: readonly SignIn[], nowMs: number) {
  return {
    firstAt: new Date(signIns[0]?.atMs ?? nowMs).toISOString(),
    lastAt: new Date(signIns.at(-1)?.atMs ?? nowMs).toISOString(),
  };
}
