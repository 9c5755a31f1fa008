import { classOfCode } from '@turnaway/catalog';
import type { ErrorCode } from '@turnaway/contracts/error-code';
import type { CodeClass } from '@turnaway/contracts/readings';
import type { SignInEvent } from '@turnaway/contracts/sign-in-event';
import type { Outcome } from '@turnaway/contracts/taxonomy';
import type { Kind } from './counted-keys.js';
import { ownCopy } from './own-copy.js';

/** What was counted of one error code. */
export interface CodeCounts {
  /** Its place in the order of first sight. */
  place: number;
  class: CodeClass;
  events: number;
  failures: number;
  /** Distinct people among the failures. */
  people: number;
  /** Distinct apps. */
  apps: number;
  /** Events by app; the first so many apps. */
  eventsByApp: Map<string, number>;
  firstAt: string;
  lastAt: string;
  /** Of a code that the catalog does not have: what its system says of it, with counts. */
  reasonTexts: Map<string, number>;
}

/** Error codes that are told apart. Beyond that a log's codes are no codes. */
const codesMax = 20_000;
const appsOfCodeMax = 64;
const reasonTextsMax = 8;
const reasonTextLengthMax = 400;

/** Counts by error code: every one of them, known to the catalog or not. */
export class CodeTally {
  readonly #byKey = new Map<string, CodeCounts>();
  #beyond = 0;

  /** Events whose code came after the last that there was room for. */
  get beyond(): number {
    return this.#beyond;
  }

  /** Counts one event; `null` if its code is one too many. */
  add(event: SignInEvent): { counts: CodeCounts; kind: Kind | null } | null {
    const { errorCode } = event;
    const key = `${errorCode.system}\n${errorCode.code}\n${errorCode.variant ?? ''}`;
    const counts = this.#byKey.get(key) ?? this.#newCode(key, event);
    if (counts === null) {
      this.#beyond++;
      return null;
    }
    const kind = kindOf(counts.class.known ? counts.class.outcome : event.observedOutcome);
    counts.events++;
    if (kind === 'failure') counts.failures++;
    if (event.occurredAt < counts.firstAt) counts.firstAt = ownCopy(event.occurredAt);
    if (event.occurredAt > counts.lastAt) counts.lastAt = ownCopy(event.occurredAt);
    addBounded(counts.eventsByApp, event.app, appsOfCodeMax);
    if (!counts.class.known) this.#addUnknown(counts, event);
    return { counts, kind };
  }

  /** All codes, the most failures first; of equals the most events. */
  ranked(): CodeCounts[] {
    return [...this.#byKey.values()].sort(
      (a, b) => b.failures - a.failures || b.events - a.events || a.place - b.place,
    );
  }

  /** The code by its place. */
  codeAt(place: number): CodeCounts | null {
    return this.#byPlace[place] ?? null;
  }
  readonly #byPlace: CodeCounts[] = [];

  #newCode(key: string, event: SignInEvent): CodeCounts | null {
    if (this.#byPlace.length >= codesMax) return null;
    const counts: CodeCounts = {
      place: this.#byPlace.length,
      class: classOfCode(ownErrorCode(event.errorCode), event.observedOutcome),
      events: 0,
      failures: 0,
      people: 0,
      apps: 0,
      eventsByApp: new Map(),
      firstAt: ownCopy(event.occurredAt),
      lastAt: ownCopy(event.occurredAt),
      reasonTexts: new Map(),
    };
    this.#byKey.set(ownCopy(key), counts);
    this.#byPlace.push(counts);
    return counts;
  }

  #addUnknown(counts: CodeCounts, event: SignInEvent): void {
    // Of one code seen both ways, the refusal is what must not be lost.
    if (event.observedOutcome === 'failure' && counts.class.outcome !== 'failure')
      counts.class = classOfCode(ownErrorCode(event.errorCode), 'failure');
    addBounded(counts.reasonTexts, event.reasonText?.slice(0, reasonTextLengthMax) ?? null, reasonTextsMax);
  }
}

/** How rates count an outcome; `null` for what is no sign-in. A prompt, and a code that may still end well, are apart. */
function kindOf(outcome: Outcome): Kind | null {
  if (outcome === 'other') return null;
  return outcome === 'conditional' ? 'interrupt' : outcome;
}

function ownErrorCode({ system, code, variant }: ErrorCode): ErrorCode {
  return { system, code: ownCopy(code), variant };
}

/** Counts a value, unless it is one more than are told apart. */
export function addBounded(counts: Map<string, number>, value: string | null, max: number, times = 1): void {
  if (value === null) return;
  const known = counts.get(value);
  if (known !== undefined) counts.set(value, known + times);
  else if (counts.size < max) counts.set(ownCopy(value), times);
}
