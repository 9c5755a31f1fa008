import { type Cause, causeSchema } from '@turnaway/contracts/taxonomy';
import type { Kind } from './counted-keys.js';

/** What happened in one stretch of time. */
export interface Bucket {
  startMs: number;
  successes: number;
  failures: number;
  interrupts: number;
  /** Failures by cause; only causes that there were. */
  causes: Map<Cause, number>;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** Each divides the next, so that counts can be put together without counting again. */
const widthsMs = [
  minuteMs,
  5 * minuteMs,
  15 * minuteMs,
  hourMs,
  3 * hourMs,
  6 * hourMs,
  12 * hourMs,
  dayMs,
  7 * dayMs,
  28 * dayMs,
  364 * dayMs,
] as const;
const widestMs = 364 * dayMs;
/** 1970 began on a Thursday; weeks are to begin on Mondays. */
const mondayMs = 3 * dayMs;
const heldMax = 4_096;

const kinds: readonly Kind[] = ['success', 'failure', 'interrupt'];
const causes = causeSchema.options;
type Counts = Float64Array;

/**
 * Counts over time. Begins with minutes; when more than 4,096 of them are held, they are put together to longer
 * stretches, so that a log of years takes no more memory than one of a day.
 */
export class TimeLine {
  #widthMs: number = minuteMs;
  #held = new Map<number, Counts>();

  /** Counts one sign-in; `cause` where it is a failure. */
  add(atMs: number, kind: Kind, cause: Cause | null): void {
    const place = Math.floor((atMs + mondayMs) / this.#widthMs);
    const counts = this.#held.get(place) ?? this.#newCounts(place);
    const at = kinds.indexOf(kind);
    counts[at] = (counts[at] ?? 0) + 1;
    if (kind === 'failure' && cause !== null) {
      const ofCause = kinds.length + causes.indexOf(cause);
      counts[ofCause] = (counts[ofCause] ?? 0) + 1;
    }
    if (this.#held.size > heldMax) this.#coarsen();
  }

  /** The whole span in at most `bucketsMax` stretches of one width (of a year, more), without a gap. */
  buckets(bucketsMax: number): { widthMs: number; buckets: Bucket[] } {
    if (this.#held.size === 0) return { widthMs: this.#widthMs, buckets: [] };
    const places = [...this.#held.keys()].sort((a, b) => a - b);
    const [first = 0] = places;
    const last = places.at(-1) ?? first;
    const spread = (widthMs: number, place: number) => Math.floor((place * this.#widthMs) / widthMs);
    const widthMs =
      widthsMs.find(
        (width) => width >= this.#widthMs && spread(width, last) - spread(width, first) < bucketsMax,
      ) ?? widestMs;
    const start = spread(widthMs, first);
    const buckets = Array.from({ length: spread(widthMs, last) - start + 1 }, (_, index) =>
      emptyBucket((start + index) * widthMs - mondayMs),
    );
    for (const [place, counts] of this.#held) {
      const bucket = buckets[spread(widthMs, place) - start];
      if (bucket !== undefined) addTo(bucket, counts);
    }
    return { widthMs, buckets };
  }

  #newCounts(place: number): Counts {
    const counts = new Float64Array(kinds.length + causes.length);
    this.#held.set(place, counts);
    return counts;
  }

  #coarsen(): void {
    const wider = widthsMs.find((width) => width > this.#widthMs);
    if (wider === undefined) return;
    const merged = new Map<number, Counts>();
    for (const [place, counts] of this.#held) {
      const into = Math.floor((place * this.#widthMs) / wider);
      const known = merged.get(into);
      if (known === undefined) merged.set(into, counts);
      else for (let at = 0; at < counts.length; at++) known[at] = (known[at] ?? 0) + (counts[at] ?? 0);
    }
    this.#held = merged;
    this.#widthMs = wider;
    if (merged.size > heldMax) this.#coarsen();
  }
}

function emptyBucket(startMs: number): Bucket {
  return { startMs, successes: 0, failures: 0, interrupts: 0, causes: new Map() };
}

function addTo(bucket: Bucket, counts: Counts): void {
  const [successes = 0, failures = 0, interrupts = 0] = counts;
  bucket.successes += successes;
  bucket.failures += failures;
  bucket.interrupts += interrupts;
  causes.forEach((cause, index) => {
    const count = counts[kinds.length + index] ?? 0;
    if (count > 0) bucket.causes.set(cause, (bucket.causes.get(cause) ?? 0) + count);
  });
}
