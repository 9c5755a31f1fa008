import type { SimulatedStep } from '@turnaway/cli/dist/simulate/attempt.js';
import { systemOf } from '@turnaway/cli/dist/simulate/attempt.js';
import type { StepFacts } from './step-facts.js';

/** A sign-in as it is kept for drill-down, or for some days if somebody passed. */
export interface SignIn {
  atMs: number;
  system: string;
  app: string;
  /** `null` where an app signs in by itself. */
  person: string | null;
  address: string;
  network: string;
  client: string | null;
  country: string;
  facts: StepFacts;
}

const dayMs = 86_400_000;
export const slotMs = 300_000;
/** As the product keeps them: `successDays` of a workspace. */
export const successDays = 3;

/** Counts of one five-minute slot. */
export interface Slot {
  records: number;
  rejected: number;
  /** By `system|app`: failures and successes. */
  apps: Map<string, { failures: number; successes: number }>;
}

/** All that is counted and kept of the events so far, as the product's tables hold it. */
export interface SignInLog {
  firstMs: number;
  /** By system, by number of the slot. */
  slots: Map<string, Map<number, Slot>>;
  newest: Map<string, number>;
  /** Failures and what was refused otherwise, in order of time. */
  failures: SignIn[];
  successes: SignIn[];
  /** When somebody last passed: by address, by `address|person`, `network|person`, and `client|person`. */
  passed: Map<string, number>;
  peopleOfAddress: Map<string, Set<string>>;
  lastPassed: Map<string, SignIn>;
  lastBefore: { from: SignIn; to: SignIn }[];
  /** Days on which a person was let through from a country, by `person|country`, as numbers of days. */
  countryDays: Map<string, number[]>;
  countriesOf: Map<string, Set<string>>;
  firstSeen: Map<string, number>;
  daemons: Map<string, SignIn[]>;
}

export function createSignInLog(firstMs: number): SignInLog {
  return {
    firstMs,
    slots: new Map(),
    newest: new Map(),
    failures: [],
    successes: [],
    passed: new Map(),
    peopleOfAddress: new Map(),
    lastPassed: new Map(),
    lastBefore: [],
    countryDays: new Map(),
    countriesOf: new Map(),
    firstSeen: new Map(),
    daemons: new Map(),
  };
}

/** Counts one step, and keeps what the product keeps of it. */
export function addStep(log: SignInLog, step: SimulatedStep, facts: StepFacts): void {
  const { attempt, atMs, isBroken } = step;
  const system = systemOf(attempt.flow);
  const slot = slotOf(log, system, atMs);
  slot.records += 1;
  log.newest.set(system, atMs);
  if (isBroken) {
    slot.rejected += 1;
    return;
  }
  const isFailure = facts.outcome === 'failure';
  const isSuccess = facts.outcome === 'success';
  const app = attempt.app.name;
  const counts = getOr(slot.apps, `${system}|${app}`, () => ({ failures: 0, successes: 0 }));
  if (isFailure) counts.failures += 1;
  if (isSuccess) counts.successes += 1;

  const isQuiet = attempt.flow === 'entra-non-interactive' && isSuccess;
  if (isQuiet) return;
  const { person, address } = attempt;
  const signIn: SignIn = {
    atMs,
    system,
    app,
    person: person === null ? null : attempt.flow === 'auth0' ? person.email : person.userName,
    address,
    network: networkOf(address),
    client: person?.device.browser ?? null,
    country: attempt.place.country,
    facts,
  };
  if (person === null) {
    getOr(log.daemons, app, (): SignIn[] => []).push(signIn);
    if (isSuccess) return;
  }
  if (isSuccess) pass(log, signIn);
  else if (facts.outcome !== 'other') log.failures.push(signIn);
  if (facts.outcome === 'interrupt' || facts.roles.has('credential-proven')) letThrough(log, signIn);
  if (isFailure && !log.firstSeen.has(facts.errorCode)) log.firstSeen.set(facts.errorCode, atMs);
}

function pass(log: SignInLog, signIn: SignIn): void {
  const { person, address, network, client, atMs } = signIn;
  if (person === null) return;
  log.successes.push(signIn);
  log.passed.set(address, atMs);
  log.passed.set(`${address}|${person}`, atMs);
  log.passed.set(`${network}|${person}`, atMs);
  if (client !== null) log.passed.set(`${client}|${person}`, atMs);
  getOr(log.peopleOfAddress, address, () => new Set<string>()).add(person);
  letThrough(log, signIn);
  const before = log.lastPassed.get(person);
  if (before !== undefined && before.country !== signIn.country)
    log.lastBefore.push({ from: before, to: signIn });
  log.lastPassed.set(person, signIn);
}

function letThrough(log: SignInLog, { person, country, atMs }: SignIn): void {
  if (person === null) return;
  getOr(log.countriesOf, person, () => new Set<string>()).add(country);
  const days = getOr(log.countryDays, `${person}|${country}`, (): number[] => []);
  const day = Math.floor(atMs / dayMs);
  if (days.at(-1) !== day) days.push(day);
}

/** Drops what is older than the product keeps it. */
export function forget(log: SignInLog, nowMs: number): void {
  const dropBefore = <Item>(items: Item[], timeOf: (item: Item) => number, beforeMs: number): void => {
    items.splice(0, lowerBound(items, timeOf, beforeMs));
  };
  dropBefore(log.successes, ({ atMs }) => atMs, nowMs - successDays * dayMs);
  dropBefore(log.failures, ({ atMs }) => atMs, nowMs - 5 * dayMs);
  dropBefore(log.lastBefore, ({ to }) => to.atMs, nowMs - dayMs);
  for (const list of log.daemons.values()) dropBefore(list, ({ atMs }) => atMs, nowMs - dayMs);
}

/** The index of the first item at or after a time. */
export function lowerBound<Item>(
  items: readonly Item[],
  timeOf: (item: Item) => number,
  atMs: number,
): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = items[middle];
    if (item !== undefined && timeOf(item) < atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function getOr<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}

function slotOf(log: SignInLog, system: string, atMs: number): Slot {
  const slots = getOr(log.slots, system, () => new Map<number, Slot>());
  return getOr(slots, Math.floor(atMs / slotMs), () => ({ records: 0, rejected: 0, apps: new Map() }));
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
