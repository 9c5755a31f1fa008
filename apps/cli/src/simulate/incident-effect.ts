import type { Attempt } from './attempt.js';
import type { Random } from './random.js';

/** An attempt that would not be there otherwise. */
export interface ExtraAttempt {
  attempt: Attempt;
  steps: readonly string[];
  atMs: number;
}

/** What something out of the ordinary does to the traffic, from `fromMs` to `toMs`. */
export interface IncidentEffect {
  fromMs: number;
  toMs: number;
  /** Other steps for an attempt that would have gone its way, none where it leaves no record, or `null` to leave it. */
  replaceSteps(
    attempt: Attempt,
    steps: readonly string[],
    random: Random,
    atMs: number,
  ): readonly string[] | null;
  /** Attempts of the minute that starts at `minuteMs` which would not be there otherwise. */
  makeExtras(minuteMs: number, random: Random): ExtraAttempt[];
  /** Whether a record arrives as it is, in a form that cannot be read, or not at all. */
  fateOf(attempt: Attempt, random: Random, atMs: number): 'kept' | 'broken' | 'lost';
}

/** An effect that does nothing, to be told what it does. */
export function quietEffect(fromMs: number, toMs: number): IncidentEffect {
  return { fromMs, toMs, replaceSteps: () => null, makeExtras: () => [], fateOf: () => 'kept' };
}

/** Extras at a mean rate; `make` says what each is, or `null` for none. */
export function atRate(
  perMinute: number,
  make: (random: Random, atMs: number) => Omit<ExtraAttempt, 'atMs'> | null,
): IncidentEffect['makeExtras'] {
  return (minuteMs, random) => {
    const extras: ExtraAttempt[] = [];
    for (let count = random.poisson(perMinute); count > 0; count -= 1) {
      const atMs = minuteMs + random.below(60_000);
      const extra = make(random, atMs);
      if (extra !== null) extras.push({ ...extra, atMs });
    }
    return extras;
  };
}
