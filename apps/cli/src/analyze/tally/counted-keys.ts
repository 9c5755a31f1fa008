import { ownCopy } from './own-copy.js';

/** What became of a sign-in, as rates count it. */
export type Kind = 'success' | 'failure' | 'interrupt';

/** Counts of one value of a dimension: one app, one user, one address, one country. */
export interface KeyCounts {
  /** The value as it was first seen. */
  label: string;
  successes: number;
  failures: number;
  interrupts: number;
  /** Distinct people among the failures. */
  people: number;
  /** Failures by place of the code; the most frequent few. */
  codes: Map<number, number>;
}

/** Codes that are told apart for one value. */
const codesOfKeyMax = 12;

/**
 * Counts by value, with a limit on the values that are held: when it is reached, the half with the fewest failures
 * is dropped. What comes back after that starts anew, so its counts are lower bounds; `missedMax` says by how many
 * failures at most.
 */
export class CountedKeys {
  readonly #keysMax: number;
  #byKey = new Map<string, KeyCounts>();
  #missedMax = 0;
  #dropped = 0;

  constructor(keysMax: number) {
    this.#keysMax = keysMax;
  }

  /** Failures that may be missing from any count, at most. */
  get missedMax(): number {
    return this.#missedMax;
  }

  /** Values seen; one that came back after it was dropped is counted again. */
  get seen(): number {
    return this.#byKey.size + this.#dropped;
  }

  /** Counts one sign-in; letter case does not tell values apart. `code` is the place of its code. */
  add(label: string, kind: Kind, code: number): KeyCounts {
    const key = label.toLowerCase();
    const counts = this.#byKey.get(key) ?? this.#newKey(key, label);
    if (kind === 'success') counts.successes++;
    else if (kind === 'interrupt') counts.interrupts++;
    else {
      counts.failures++;
      const known = counts.codes.get(code);
      if (known !== undefined || counts.codes.size < codesOfKeyMax) counts.codes.set(code, (known ?? 0) + 1);
    }
    return counts;
  }

  /** The values with the most failures, most first; of equals by name. Without failures a value is not listed. */
  top(count: number): KeyCounts[] {
    return [...this.#byKey.values()]
      .filter(({ failures }) => failures > 0)
      .sort((a, b) => b.failures - a.failures || (a.label < b.label ? -1 : 1))
      .slice(0, count);
  }

  /** Values with failures. */
  get withFailures(): number {
    let count = 0;
    for (const { failures } of this.#byKey.values()) if (failures > 0) count++;
    return count;
  }

  #newKey(key: string, label: string): KeyCounts {
    if (this.#byKey.size >= this.#keysMax) this.#dropHalf();
    const counts = {
      label: ownCopy(label),
      successes: 0,
      failures: 0,
      interrupts: 0,
      people: 0,
      codes: new Map<number, number>(),
    };
    this.#byKey.set(ownCopy(key), counts);
    return counts;
  }

  #dropHalf(): void {
    const ranked = [...this.#byKey].sort(([, a], [, b]) => b.failures - a.failures);
    const kept = ranked.slice(0, Math.ceil(ranked.length / 2));
    const firstDropped = ranked[kept.length]?.[1];
    this.#missedMax = Math.max(this.#missedMax, firstDropped?.failures ?? 0);
    this.#dropped += ranked.length - kept.length;
    this.#byKey = new Map(kept);
  }
}
