import type { Attempt, SimulatedStep } from '@turnaway/cli/dist/simulate/attempt.js';
import { systemOf } from '@turnaway/cli/dist/simulate/attempt.js';
import { scannerAddress } from '@turnaway/cli/dist/simulate/ordinary.js';
import { getOr, lowerBound } from './ordered.js';
import type { StepFacts } from './step-facts.js';

/** A sign-in as it is kept for drill-down, or for some days if somebody passed. */
export interface SignIn {
  atMs: number;
  system: string;
  app: string;
  person: string | null;
  address: string;
  network: string;
  client: string | null;
  country: string | null;
  facts: StepFacts;
}

export type PlacedSignIn = SignIn & { country: string };

/** Two successes of one person in a row, and where that person was usual before. */
export interface Travel {
  from: PlacedSignIn;
  to: PlacedSignIn;
  usualCountries: string[];
}

const dayMs = 86_400_000;
const hourMs = 3_600_000;
export const slotMs = 300_000;
/** As the product keeps them: `successDays` of a workspace. */
export const successDays = 3;
const failureDays = 8;

/** Counts of one five-minute slot. */
export interface Slot {
  records: number;
  rejected: number;
  /** By `system|app`: failures and successes. */
  apps: Map<string, { failures: number; successes: number }>;
}

/** What a system brought in a clock hour. */
export interface Hour {
  records: number;
  rejected: number;
  attempts: number;
  /** Failures on the provider's side, by source. */
  faults: Map<string, number>;
}

/** All that is counted and kept of the events so far, as the product's tables hold it. */
export interface SignInLog {
  firstMs: number;
  /** From an event to its arrival. */
  lateMs: number;
  /** By system, by number of the slot. */
  slots: Map<string, Map<number, Slot>>;
  /** By system, by number of the hour. */
  hours: Map<string, Map<number, Hour>>;
  newest: Map<string, number>;
  /** Failures and what was refused otherwise, in order of time; the same by code, and those of a first factor. */
  failures: SignIn[];
  failuresOfCode: Map<string, SignIn[]>;
  firstFactors: SignIn[];
  successes: SignIn[];
  /** Times at which anybody passed, by address. */
  passed: Map<string, number[]>;
  /** Times at which a person passed: by person, then by address, network, client and country. */
  passedBy: Map<string, Map<string, number[]>>;
  /** When a person's first factor was right although the sign-in was refused, last: by person, then by source. */
  provenBy: Map<string, Map<string, number>>;
  /** By address, network and client: who passed there, and when last. */
  peopleOfSource: Map<string, Map<string, number>>;
  lastPassed: Map<string, SignIn>;
  /** The last success that names a country. */
  lastPlaced: Map<string, PlacedSignIn>;
  /** Successes of one person in a row in two countries. */
  travels: Travel[];
  /** Days on which a person was let through from a country, by person and country, each with its first time. */
  countryDays: Map<string, Map<string, { day: number; firstMs: number }[]>>;
  firstSeen: Map<string, number>;
  daemons: Map<string, SignIn[]>;
}

export function createSignInLog(firstMs: number, lateMs: number): SignInLog {
  return {
    firstMs,
    lateMs,
    slots: new Map(),
    hours: new Map(),
    newest: new Map(),
    failures: [],
    failuresOfCode: new Map(),
    firstFactors: [],
    successes: [],
    passed: new Map(),
    passedBy: new Map(),
    provenBy: new Map(),
    peopleOfSource: new Map(),
    lastPassed: new Map(),
    lastPlaced: new Map(),
    travels: [],
    countryDays: new Map(),
    firstSeen: new Map(),
    daemons: new Map(),
  };
}

/** Counts one step, and keeps what the product keeps of it. */
export function addStep(log: SignInLog, step: SimulatedStep, facts: StepFacts): void {
  const { attempt, atMs, isBroken } = step;
  const system = systemOf(attempt.flow);
  const slot = slotOf(log, system, atMs);
  const hour = hourOf(log, system, atMs);
  slot.records += 1;
  hour.records += 1;
  if (isBroken) {
    slot.rejected += 1;
    hour.rejected += 1;
    return;
  }
  log.newest.set(system, atMs);
  const isFailure = facts.outcome === 'failure';
  const isSuccess = facts.outcome === 'success';
  const app = attempt.app.name;
  const counts = getOr(slot.apps, `${system}|${app}`, () => ({ failures: 0, successes: 0 }));
  if (isFailure) counts.failures += 1;
  if (isSuccess) counts.successes += 1;
  if (isFailure || isSuccess) hour.attempts += 1;
  if (isFailure && facts.cause === 'service-fault') {
    hour.faults.set(facts.source, (hour.faults.get(facts.source) ?? 0) + 1);
  }

  const { person, address } = attempt;
  const signIn: SignIn = {
    atMs,
    system,
    app,
    person: facts.namesPerson ? nameIn(attempt) : null,
    address,
    network: networkOf(address),
    client: facts.client,
    country: facts.namesCountry ? attempt.place.country : null,
    facts,
  };
  if (person === null) getOr(log.daemons, app, (): SignIn[] => []).push(signIn);
  if (isSuccess && !facts.isKeptSuccess) return;
  if (isSuccess) pass(log, signIn);
  else if (facts.outcome !== 'other') refuse(log, signIn);
  if (isFailure && !log.firstSeen.has(facts.errorCode)) log.firstSeen.set(facts.errorCode, atMs);
}

/** An app that signs in by itself is named as a person is. */
function nameIn({ flow, person, app }: Attempt): string {
  if (person === null) return app.name;
  return flow === 'auth0' ? person.email : person.userName;
}

function refuse(log: SignInLog, signIn: SignIn): void {
  const { facts, person, atMs } = signIn;
  log.failures.push(signIn);
  getOr(log.failuresOfCode, facts.errorCode, (): SignIn[] => []).push(signIn);
  if (person === null) return;
  // Its own scanner is on the allow-list of every rule that has one.
  if (isFirstFactor(facts) && signIn.address !== scannerAddress) log.firstFactors.push(signIn);
  if (facts.roles.has('credential-proven')) {
    const proven = getOr(log.provenBy, person, () => new Map<string, number>());
    for (const source of [signIn.address, signIn.network, signIn.client]) {
      if (source !== null) proven.set(source, atMs);
    }
  }
  if (facts.outcome === 'interrupt' || facts.roles.has('credential-proven')) letThrough(log, signIn);
}

function isFirstFactor({ roles }: StepFacts): boolean {
  return (
    roles.has('wrong-credential') ||
    roles.has('no-such-account') ||
    roles.has('locked-out') ||
    roles.has('blocked-address')
  );
}

function pass(log: SignInLog, signIn: SignIn): void {
  const { person, address, network, client, country, atMs } = signIn;
  if (person === null) return;
  log.successes.push(signIn);
  notePassed(log.passed, address, atMs);
  const passedBy = getOr(log.passedBy, person, () => new Map<string, number[]>());
  for (const source of [address, network, client, country]) {
    if (source !== null) notePassed(passedBy, source, atMs);
  }
  for (const source of [address, network, client]) {
    if (source !== null) getOr(log.peopleOfSource, source, () => new Map<string, number>()).set(person, atMs);
  }
  letThrough(log, signIn);
  log.lastPassed.set(person, signIn);
  if (country === null) return;
  const before = log.lastPlaced.get(person);
  if (before !== undefined && before.country !== country && atMs - before.atMs < dayMs) {
    const usualCountries = [...(log.countryDays.get(person) ?? [])].flatMap(([usual, days]) =>
      days.filter(({ firstMs }) => firstMs < before.atMs && firstMs >= before.atMs - 30 * dayMs).length >= 2
        ? usual
        : [],
    );
    log.travels.push({ from: before, to: { ...signIn, country }, usualCountries });
  }
  log.lastPlaced.set(person, { ...signIn, country });
}

function notePassed(passed: Map<string, number[]>, source: string, atMs: number): void {
  const times = getOr(passed, source, (): number[] => []);
  // Several within minutes say no more than one.
  const last = times.at(-1);
  if (last !== undefined && atMs - last < slotMs && times.length > 1) times[times.length - 1] = atMs;
  else times.push(atMs);
  if (times.length > 16 && (times[0] ?? atMs) < atMs - successDays * dayMs) {
    times.splice(
      0,
      lowerBound(times, (time) => time, atMs - successDays * dayMs),
    );
  }
}

/** Whether anybody passed at an address, as far back as successes are kept and before a time. */
export function hasPassed(log: SignInLog, address: string, nowMs: number, beforeMs = nowMs): boolean {
  return isWithin(log.passed.get(address), nowMs, beforeMs);
}

/** Whether a person passed from a source, as far back as successes are kept and before a time. */
export function hasPassedFrom(
  log: SignInLog,
  { person, source }: { person: string | null; source: string },
  nowMs: number,
  beforeMs = nowMs,
): boolean {
  return person !== null && isWithin(log.passedBy.get(person)?.get(source), nowMs, beforeMs);
}

function isWithin(times: readonly number[] | undefined, nowMs: number, beforeMs: number): boolean {
  if (times === undefined) return false;
  const first = times[lowerBound(times, (time) => time, nowMs - successDays * dayMs)];
  return first !== undefined && first < beforeMs;
}

/** When a person last passed from a source. */
export function lastPassedMs(log: SignInLog, person: string, source: string): number {
  return log.passedBy.get(person)?.get(source)?.at(-1) ?? 0;
}

/** People who passed from a source since a time; of more than `most` so many. */
export function peopleOf(log: SignInLog, source: string, sinceMs: number, most = 100): number {
  let people = 0;
  for (const lastMs of log.peopleOfSource.get(source)?.values() ?? []) {
    if (lastMs >= sinceMs) people += 1;
    if (people >= most) break;
  }
  return people;
}

function letThrough(log: SignInLog, { person, country, atMs }: SignIn): void {
  if (person === null || country === null) return;
  const countries = getOr(
    log.countryDays,
    person,
    () => new Map<string, { day: number; firstMs: number }[]>(),
  );
  const days = getOr(countries, country, (): { day: number; firstMs: number }[] => []);
  const day = Math.floor(atMs / dayMs);
  if (days.at(-1)?.day !== day) days.push({ day, firstMs: atMs });
}

/** Drops what is older than the product keeps it. */
export function forget(log: SignInLog, nowMs: number): void {
  dropBefore(log.successes, nowMs - successDays * dayMs);
  dropBefore(log.failures, nowMs - failureDays * dayMs);
  dropBefore(log.firstFactors, nowMs - failureDays * dayMs);
  for (const list of log.failuresOfCode.values()) dropBefore(list, nowMs - failureDays * dayMs);
  for (const list of log.daemons.values()) dropBefore(list, nowMs - dayMs);
  log.travels.splice(
    0,
    lowerBound(log.travels, ({ to }) => to.atMs, nowMs - dayMs),
  );
}

function dropBefore(items: SignIn[], beforeMs: number): void {
  const count = lowerBound(items, ({ atMs }) => atMs, beforeMs);
  if (count > 0) items.splice(0, count);
}

/** How many people passed in the last minutes. */
export function countPassed(log: SignInLog, nowMs: number, windowMinutes: number): number {
  const people = new Set<string | null>();
  for (const { person } of since(log.successes, nowMs, windowMinutes)) people.add(person);
  return people.size;
}

/** Of sign-ins in order of time, those of the last minutes. */
export function since(signIns: readonly SignIn[], nowMs: number, windowMinutes: number): SignIn[] {
  return signIns.slice(lowerBound(signIns, ({ atMs }) => atMs, nowMs - windowMinutes * 60_000));
}

/** Of sign-ins in order of time, those from one time on and before another. */
export function between(signIns: readonly SignIn[], fromMs: number, beforeMs: number): SignIn[] {
  const timeOf = ({ atMs }: SignIn): number => atMs;
  return signIns.slice(lowerBound(signIns, timeOf, fromMs), lowerBound(signIns, timeOf, beforeMs));
}

function slotOf(log: SignInLog, system: string, atMs: number): Slot {
  const slots = getOr(log.slots, system, () => new Map<number, Slot>());
  return getOr(slots, Math.floor(atMs / slotMs), () => ({ records: 0, rejected: 0, apps: new Map() }));
}

function hourOf(log: SignInLog, system: string, atMs: number): Hour {
  const hours = getOr(log.hours, system, () => new Map<number, Hour>());
  return getOr(hours, Math.floor(atMs / hourMs), () => ({
    records: 0,
    rejected: 0,
    attempts: 0,
    faults: new Map(),
  }));
}

const networks = new Map<string, string>();
function networkOf(address: string): string {
  return getOr(networks, address, () =>
    address.includes(':')
      ? `${address
          .split(':')
          .slice(0, 4)
          .filter((group) => group !== '')
          .join(':')}::/64`
      : `${address.slice(0, address.lastIndexOf('.'))}.0/24`,
  );
}
