import type { Span } from '../readings/range.js';
import type { Counts, Part } from './kept-buckets.js';

/** Equal parts of time that events are told apart by; what lies outside of them is put into the first or the last. */
export interface Bins {
  /** In milliseconds. */
  start: number;
  stepMs: number;
  size: number;
}

/** One bin that holds all of a span. */
export function oneBin({ from, to }: Span): Bins {
  return { start: from.getTime(), stepMs: Math.max(1, to.getTime() - from.getTime()), size: 1 };
}

/** The bin that a time falls into. */
export function binOf({ start, stepMs, size }: Bins, at: number): number {
  // A period before that was cut to the hour can reach a little over the ends; its events are kept there.
  return Math.min(Math.max(Math.floor((at - start) / stepMs), 0), size - 1);
}

/** Events by key and bin: those of the key at a place begin at `place * size`. */
export function sumCells({ names, parts }: Counts, bins: Bins): Float64Array {
  const sums = new Float64Array(names.length * bins.size);
  addCells(sums, parts, bins);
  return sums;
}

/** Adds events to the bins of their keys. */
export function addCells(sums: Float64Array, parts: readonly Part[], bins: Bins): void {
  const { size } = bins;
  for (const { at, keys, events } of parts) {
    const bin = binOf(bins, at);
    // There may be a million of these: counted by index, they take a tenth of the time.
    for (let index = 0; index < keys.length; index += 1) {
      const cell = (keys[index] ?? 0) * size + bin;
      sums[cell] = (sums[cell] ?? 0) + (events[index] ?? 0);
    }
  }
}

/** Events by bin of some keys, in the order of their places. */
export function sumChosen({ names, parts }: Counts, bins: Bins, places: readonly number[]): Float64Array[] {
  const rows = new Int32Array(names.length).fill(-1);
  for (const [row, place] of places.entries()) if (place >= 0) rows[place] = row;
  const sums = places.map(() => new Float64Array(bins.size));
  for (const { at, keys, events } of parts) {
    const bin = binOf(bins, at);
    for (let index = 0; index < keys.length; index += 1) {
      const row = rows[keys[index] ?? 0] ?? -1;
      // Most are not asked for; a look at a place that an array does not have would take as long as all the rest.
      if (row < 0) continue;
      const own = sums[row];
      if (own !== undefined) own[bin] = (own[bin] ?? 0) + (events[index] ?? 0);
    }
  }
  return sums;
}

/** Events by bin of every key that has some, by its place in the names. */
export function sumByBin(counts: Counts, bins: Bins): Map<number, Float64Array> {
  const sums = sumCells(counts, bins);
  const byKey = new Map<number, Float64Array>();
  for (let place = 0; place < counts.names.length; place += 1) {
    const own = sums.subarray(place * bins.size, (place + 1) * bins.size);
    if (own.some((events) => events > 0)) byKey.set(place, own);
  }
  return byKey;
}

/** All of some bins together. */
export function totalOf(bins: Float64Array): number {
  let sum = 0;
  for (let bin = 0; bin < bins.length; bin += 1) sum += bins[bin] ?? 0;
  return sum;
}
