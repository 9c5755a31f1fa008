import { estimatePeople, firstBits, setBits } from '../folds/people-sketch.js';

/** A set of people as the database has it: its places as bits, or one by one where they are few. */
export type PeopleSet = Uint32Array | Uint16Array;

const bytesOfSet = setBits / 8;
const wordsOfFirst = firstBits / 32;
/** Up to so many places take less memory one by one. */
const fewPlaces = bytesOfSet / 4;

/** Where places are gathered until it is known how many there are. */
const places = new Uint16Array(fewPlaces);

/** Reads a set as `bit_send` writes it: its length in four bytes, then the bits, the first one in the highest bit. */
export function readPeopleSet(sent: Uint8Array): PeopleSet {
  const words = new DataView(sent.buffer, sent.byteOffset + 4, bytesOfSet);
  let count = 0;
  // Word by word, from the highest bit: most sets are nearly empty, and a month of a page's has a thousand of them.
  for (let byte = 0; byte < bytesOfSet; byte += 4) {
    let word = words.getUint32(byte);
    while (word !== 0) {
      if (count === fewPlaces)
        return new Uint32Array(new Uint8Array(sent.subarray(4, 4 + bytesOfSet)).buffer);
      const bit = Math.clz32(word);
      places[count] = byte * 8 + bit;
      count += 1;
      word = (word & ~(0x80000000 >>> bit)) >>> 0;
    }
  }
  return places.slice(0, count);
}

/** Everybody who is in one of some sets, or has one of some places. */
export class JoinedPeople {
  readonly #bits = new Uint8Array(bytesOfSet);
  readonly #words = new Uint32Array(this.#bits.buffer);

  addSet(set: PeopleSet): void {
    if (set instanceof Uint16Array) {
      for (let index = 0; index < set.length; index += 1) this.addPlace(set[index] ?? 0);
      return;
    }
    const words = this.#words;
    for (let word = 0; word < words.length; word += 1) words[word] = (words[word] ?? 0) | (set[word] ?? 0);
  }

  addPlace(place: number): void {
    const byte = place >> 3;
    this.#bits[byte] = (this.#bits[byte] ?? 0) | (0x80 >> (place & 7));
  }

  /** How many they are, within about 1 %. */
  count(): number {
    return estimatePeople({
      first: countBits(this.#words.subarray(0, wordsOfFirst)),
      sample: countBits(this.#words.subarray(wordsOfFirst)),
    });
  }
}

function countBits(words: Uint32Array): number {
  let count = 0;
  for (const word of words) {
    let bits = word - ((word >>> 1) & 0x55555555);
    bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
    count += Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return count;
}
