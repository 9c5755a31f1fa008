import type { AnalyzedEvent, BatchFacts, RejectReason } from '@turnaway/contracts/batch-facts';
import type { SignInEvent } from '@turnaway/contracts/sign-in-event';
import { addBounded, type CodeCounts, CodeTally } from './code-tally.js';
import { CountedKeys, type Kind } from './counted-keys.js';
import { FingerprintSet, fingerprintOf, fingerprintOfKey } from './fingerprint-set.js';
import { ownCopy } from './own-copy.js';
import { TimeLine } from './time-line.js';

/** Where a record is: its file, and its number in it, from 1. */
export interface RecordPlace {
  file: string;
  record: number;
}

/** Records that were not read for one reason, and where the first of them is. */
export interface RejectCounts {
  count: number;
  first: RecordPlace & { detail: string; excerpt: string };
}

/** From (inclusive) and to (exclusive), in ISO 8601 in UTC with milliseconds; `null` for no limit. */
export interface Period {
  from: string | null;
  to: string | null;
}

const eventSlotsMax = 2 ** 24;
const pairSlotsMax = 2 ** 23;
const skippedKindsMax = 1_000;
export const otherKinds = 'other kinds';

/**
 * All that is counted of the logs, in memory that stops growing: some 600 MB where a log holds millions of sign-ins of
 * a million people, little for a small one.
 */
export class Tally {
  readonly codes = new CodeTally();
  readonly timeLine = new TimeLine();
  readonly systems = new CountedKeys(500);
  readonly apps = new CountedKeys(20_000);
  readonly users = new CountedKeys(100_000);
  readonly addresses = new CountedKeys(100_000);
  readonly countries = new CountedKeys(1_000);
  readonly rejects = new Map<RejectReason, RejectCounts>();
  readonly skipped = new Map<string, number>();
  records = 0;
  successes = 0;
  failures = 0;
  interrupts = 0;
  /** Events that say nothing about a sign-in. */
  notSignIns = 0;
  duplicates = 0;
  outsidePeriod = 0;
  /** Distinct people among the failures. */
  people = 0;
  /** There was no room left to tell every event, or every person, from those before. */
  isFull = false;
  firstAt: string | null = null;
  lastAt: string | null = null;
  readonly #period: Period;
  readonly #events = new FingerprintSet(eventSlotsMax);
  /** People, and which of them met which code, app and address; apps by code. */
  readonly #pairs = new FingerprintSet(pairSlotsMax);

  constructor(period: Period = { from: null, to: null }) {
    this.#period = period;
  }

  /** Counts a piece of a log, which comes behind `recordsBefore` records of its file. */
  add(facts: BatchFacts, file: string, recordsBefore: number): void {
    this.records += facts.records;
    for (const event of facts.events) this.#event(event);
    for (const [kind, count] of Object.entries(facts.skipped)) {
      const key = this.skipped.has(kind) || this.skipped.size < skippedKindsMax ? kind : otherKinds;
      addBounded(this.skipped, key, skippedKindsMax + 1, count);
    }
    for (const { index, reason, detail, excerpt } of facts.rejects) {
      const known = this.rejects.get(reason);
      if (known !== undefined) {
        known.count++;
        continue;
      }
      const first = {
        file,
        record: recordsBefore + index + 1,
        detail: ownCopy(detail),
        excerpt: ownCopy(excerpt),
      };
      this.rejects.set(reason, { count: 1, first });
    }
  }

  #event({ event, eventKey }: AnalyzedEvent): void {
    const { from, to } = this.#period;
    // All are ISO 8601 in UTC with milliseconds, so their text sorts as their time does.
    if ((from !== null && event.occurredAt < from) || (to !== null && event.occurredAt >= to)) {
      this.outsidePeriod++;
      return;
    }
    const seen = this.#events.add(fingerprintOfKey(eventKey));
    if (seen === 'known') {
      this.duplicates++;
      return;
    }
    if (seen === 'full') this.isFull = true;
    const counted = this.codes.add(event);
    if (counted?.kind === null) {
      this.notSignIns++;
      return;
    }
    const kind = counted?.kind ?? kindWithoutCode(event);
    this.#countKind(kind);
    if (this.firstAt === null || event.occurredAt < this.firstAt) this.firstAt = ownCopy(event.occurredAt);
    if (this.lastAt === null || event.occurredAt > this.lastAt) this.lastAt = ownCopy(event.occurredAt);
    const cause = counted?.counts.class.cause ?? 'unclassified';
    this.timeLine.add(Date.parse(event.occurredAt), kind, cause);
    this.#dimensions(event, kind, counted?.counts ?? null);
  }

  #countKind(kind: Kind): void {
    if (kind === 'success') this.successes++;
    else if (kind === 'failure') this.failures++;
    else this.interrupts++;
  }

  #dimensions(event: SignInEvent, kind: Kind, code: CodeCounts | null): void {
    const place = code?.place ?? -1;
    const user = event.userName ?? event.userId;
    const person = kind === 'failure' ? user?.toLowerCase() : undefined;
    const isNew = (where: string) => person !== undefined && this.#isNewPair(where, person);
    if (isNew('')) this.people++;
    if (code !== null && isNew(`code ${code.place}`)) code.people++;
    this.systems.add(event.loggedBy, kind, place);
    if (user !== null) this.users.add(user, kind, place);
    if (event.country !== null) this.countries.add(countryName(event.country), kind, place);
    if (event.app !== null) {
      const app = this.apps.add(event.app, kind, place);
      if (isNew(`app ${event.app.toLowerCase()}`)) app.people++;
      if (code !== null && this.#isNewPair(`app of code ${code.place}`, event.app)) code.apps++;
    }
    if (event.ip !== null) {
      const address = this.addresses.add(event.ip, kind, place);
      if (isNew(`address ${event.ip}`)) address.people++;
    }
  }

  #isNewPair(where: string, what: string): boolean {
    const seen = this.#pairs.add(fingerprintOf(`${where}\n${what}`));
    if (seen === 'full') this.isFull = true;
    return seen === 'new';
  }
}

const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' });
const regionNames = new Map<string, string>();

/** Some systems log a country's two letters, others its name. */
function countryName(country: string): string {
  if (!/^[A-Z]{2}$/.test(country)) return country;
  const name = regionNames.get(country) ?? regions.of(country) ?? country;
  regionNames.set(country, name);
  return name;
}

function kindWithoutCode({ observedOutcome }: SignInEvent): Kind {
  if (observedOutcome === 'success' || observedOutcome === 'interrupt') return observedOutcome;
  return 'failure';
}
