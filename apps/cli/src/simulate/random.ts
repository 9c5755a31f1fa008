/** Numbers that look random and are the same for the same seed, everywhere. */
export interface Random {
  /** A whole number from 0 to 2³² − 1. */
  uint32(): number;
  /** A number from 0 (included) to 1 (excluded). */
  unit(): number;
  /** A whole number from 0 (included) to `limit` (excluded). */
  below(limit: number): number;
  /** True with the given probability, 0 to 1. */
  chance(probability: number): boolean;
  /** One of the items; the list must not be empty. */
  pick<T>(items: readonly T[]): T;
  /** How many events a minute (or any span) brings, when `mean` are expected. */
  poisson(mean: number): number;
}

/** Makes a generator (sfc32) whose numbers depend on nothing but the seed. */
export function createRandom(seed: string): Random {
  let [a, b, c, counter] = hashSeed(seed);
  const uint32 = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return sum >>> 0;
  };
  // The first numbers still show how alike two seeds are.
  for (let round = 0; round < 12; round += 1) uint32();

  const unit = (): number => uint32() / 4_294_967_296;
  const below = (limit: number): number => Math.floor(unit() * limit);
  return {
    uint32,
    unit,
    below,
    chance: (probability) => unit() < probability,
    pick(items) {
      const item = items[below(items.length)];
      if (item === undefined) throw new RangeError('cannot pick from an empty list');
      return item;
    },
    poisson(mean) {
      if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(unit)));
      const floor = Math.exp(-mean);
      let count = 0;
      for (let product = unit(); product > floor; product *= unit()) count += 1;
      return count;
    },
  };
}

/** A GUID of version 4 in lower case. */
export function guid(random: Random): string {
  const [one, two, three, four] = [random.uint32(), random.uint32(), random.uint32(), random.uint32()];
  const second = hex8(two);
  const third = hex8(((three & 0x3fffffff) | 0x80000000) >>> 0);
  return `${hex8(one)}-${second.slice(0, 4)}-4${second.slice(5)}-${third.slice(0, 4)}-${third.slice(4)}${hex8(four)}`;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Letters and digits, as opaque ids are made of. */
export function alphanumeric(random: Random, length: number): string {
  let text = '';
  for (let index = 0; index < length; index += 1) text += alphabet[random.below(alphabet.length)];
  return text;
}

/** Decimal digits, the first of which is not 0. */
export function digits(random: Random, length: number): string {
  let text = String(1 + random.below(9));
  while (text.length < length) text += String(random.below(10));
  return text;
}

/** Hexadecimal digits in lower case. */
export function hexDigits(random: Random, length: number): string {
  let text = '';
  while (text.length < length) text += hex8(random.uint32());
  return text.slice(0, length);
}

/** Picks an item as often as its weight says; prepared once, drawn from often. */
export function createWeightedPick<T>(weighted: readonly (readonly [T, number])[]): (random: Random) => T {
  const bounds: number[] = [];
  let total = 0;
  for (const [, weight] of weighted) {
    total += weight;
    bounds.push(total);
  }
  const last = weighted.at(-1);
  if (last === undefined || !(total > 0)) throw new RangeError('expected at least one weight above 0');
  return (random) => {
    const drawn = random.unit() * total;
    const found = weighted[bounds.findIndex((bound) => drawn < bound)];
    return (found ?? last)[0];
  };
}

const hexBytes = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Byte by byte: several times as fast as a number's own text, and every attempt has an id of these. */
function hex8(value: number): string {
  const byteAt = (shift: number): string => hexBytes[(value >>> shift) & 0xff] ?? '';
  return byteAt(24) + byteAt(16) + byteAt(8) + byteAt(0);
}

function normal(unit: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit());
}

/** Four well-mixed starting numbers from any text (FNV-1a with four offsets, then a finishing mix). */
function hashSeed(seed: string): [number, number, number, number] {
  const mixed = [0x811c9dc5, 0x9e3779b9, 0x85ebca6b, 0xc2b2ae35].map((offset) => {
    let hash = offset;
    for (let index = 0; index < seed.length; index += 1) {
      hash = Math.imul(hash ^ seed.charCodeAt(index), 0x01000193);
    }
    hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
    hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b);
    return (hash ^ (hash >>> 16)) | 0;
  });
  return [mixed[0] ?? 0, mixed[1] ?? 0, mixed[2] ?? 0, mixed[3] ?? 0];
}
