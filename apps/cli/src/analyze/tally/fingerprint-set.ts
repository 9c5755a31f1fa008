/** Two 32-bit halves that stand for something longer. */
export interface Fingerprint {
  high: number;
  low: number;
}

const slotsAtFirst = 65_536;
/** Beyond this, places are searched for too long. */
const loadMax = 0.8;

/**
 * A set of fingerprints that takes 8 bytes a slot and stops growing at a limit: then it still knows what it holds,
 * and takes nothing new. With 64 bits, two of ten million things are taken for one with a chance of 1 in 400,000.
 */
export class FingerprintSet {
  readonly #slotsMax: number;
  #slots = new Uint32Array(slotsAtFirst * 2);
  #size = 0;

  /** `slotsMax`: a power of two, at least 65,536. */
  constructor(slotsMax: number) {
    this.#slotsMax = slotsMax;
  }

  get size(): number {
    return this.#size;
  }

  /** Adds a fingerprint: was it new, known, or new with no room left for it? */
  add({ high, low }: Fingerprint): 'new' | 'known' | 'full' {
    if (this.#size >= this.#slotCount * loadMax) this.#grow();
    const place = this.#placeOf(high, low);
    if (this.#holds(place)) return 'known';
    if (this.#size >= this.#slotCount * loadMax) return 'full';
    this.#put(place, high, low);
    this.#size++;
    return 'new';
  }

  get #slotCount(): number {
    return this.#slots.length / 2;
  }

  /** The fingerprint's own slot, else the free one where it belongs. */
  #placeOf(high: number, low: number): number {
    const mask = this.#slotCount - 1;
    const tagged = tag(low);
    let place = low & mask;
    while (this.#holds(place) && (this.#slots[place * 2] !== high || this.#slots[place * 2 + 1] !== tagged)) {
      place = (place + 1) & mask;
    }
    return place;
  }

  #holds(place: number): boolean {
    return this.#slots[place * 2 + 1] !== 0;
  }

  #put(place: number, high: number, low: number): void {
    this.#slots[place * 2] = high;
    this.#slots[place * 2 + 1] = tag(low);
  }

  #grow(): void {
    if (this.#slotCount >= this.#slotsMax) return;
    const old = this.#slots;
    this.#slots = new Uint32Array(old.length * 2);
    for (let place = 0; place < old.length / 2; place++) {
      const high = old[place * 2] ?? 0;
      const low = old[place * 2 + 1] ?? 0;
      if (low !== 0) this.#put(this.#placeOf(high, low), high, low);
    }
  }
}

/** Zero marks a free slot. */
function tag(low: number): number {
  return low === 0 ? 1 : low >>> 0;
}

/** The fingerprint of a key of 32 hex digits, as events have. */
export function fingerprintOfKey(hexKey: string): Fingerprint {
  return { high: Number.parseInt(hexKey.slice(0, 8), 16), low: Number.parseInt(hexKey.slice(8, 16), 16) };
}

/**
 * The fingerprint of any text: two multiply-and-xor hashes with different factors and a final mix. Fast, and good
 * enough to count by; no protection against somebody who makes texts collide on purpose.
 */
export function fingerprintOf(text: string): Fingerprint {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    high = Math.imul(high ^ unit, 2_654_435_761);
    low = Math.imul(low ^ unit, 1_597_334_677);
  }
  const highMixed =
    Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  const lowMixed =
    Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(highMixed ^ (highMixed >>> 13), 3_266_489_909);
  return { high: highMixed >>> 0, low: lowMixed >>> 0 };
}
