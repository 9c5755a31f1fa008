import { Prisma } from '../generated/client.js';

/** Of each group: the eight bytes of its hash, then four of its events. */
const bytesOfGroup = 12;
const hashBits = 53n;

/** Rows (group_hash, events) as one value: as rows of their own, they would take six times the room. */
export const packGroups = Prisma.sql`string_agg(int8send(group_hash) || int4send(events::int), ''::bytea order by group_hash)`;

/**
 * Who was behind the groups, in the order of {@link packGroups}, as a value of its own since it is long and seldom asked for: of each
 * group how many people, then their places in a set of people, two bytes each.
 */
export const packPeople = Prisma.sql`string_agg(
  int2send((length(coalesce(places, ''::bytea)) / 2)::int2) || coalesce(places, ''::bytea), ''::bytea order by group_hash)`;

/** The places (int) of a group's people as {@link packPeople} takes them: `places`, each once. */
export const packPlaces = Prisma.sql`string_agg(distinct int2send(place::int2), ''::bytea) filter (where place is not null)`;

/**
 * The 53 lowest bits of a group's hash, which a number holds: among ten thousand groups, two share them in one of a hundred million
 * installs.
 */
export function shortHash(hash: string): number {
  return Number(BigInt.asUintN(Number(hashBits), BigInt(hash)));
}

/** Calls `each` with the {@link shortHash} and the events of every group in a packed value. */
export function eachPackedGroup(packed: Buffer, each: (shortHash: number, events: number) => void): void {
  // There may be a hundred thousand of these in an answer: a view reads them in a fifth of the time that a buffer takes.
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  for (let at = 0; at + bytesOfGroup <= packed.length; at += bytesOfGroup) {
    const high = view.getUint32(at) & 0x1f_ffff;
    each(high * 0x1_0000_0000 + view.getUint32(at + 4), view.getUint32(at + 8));
  }
}

/** Calls `each` with the hash, as it is written, and the events of every group in a packed value. */
export function eachWholeGroup(packed: Buffer, each: (hash: string, events: number) => void): void {
  for (let at = 0; at + bytesOfGroup <= packed.length; at += bytesOfGroup) {
    each(packed.readBigInt64BE(at).toString(), packed.readUInt32BE(at + 8));
  }
}

/** Calls `each` with the places of the people of those groups in a packed value that are asked for, by their {@link shortHash}. */
export function eachPackedPeople(
  packed: Buffer,
  people: Buffer,
  asked: GroupPlaces,
  each: (group: number, places: Uint16Array) => void,
): void {
  const view = new DataView(people.buffer, people.byteOffset, people.byteLength);
  let at = 0;
  eachPackedGroup(packed, (short) => {
    const count = view.getUint16(at);
    const group = asked.find(short);
    if (group >= 0) {
      const places = new Uint16Array(count);
      for (let index = 0; index < count; index += 1) places[index] = view.getUint16(at + 2 + 2 * index);
      each(group, places);
    }
    at += 2 + 2 * count;
  });
}

/**
 * Finds groups by their {@link shortHash}. Of a hundred thousand lookups in one answer, a `Map` of numbers of this size takes several
 * times as long.
 */
export class GroupPlaces {
  readonly #mask: number;
  readonly #hashes: Float64Array;
  readonly #places: Int32Array;

  constructor(groups: readonly { hash: string; place: number }[]) {
    const slots = 2 ** Math.ceil(Math.log2(Math.max(1, groups.length) * 2));
    this.#mask = slots - 1;
    this.#hashes = new Float64Array(slots).fill(-1);
    this.#places = new Int32Array(slots);
    for (const { hash, place } of groups) {
      const short = shortHash(hash);
      const slot = this.#slotOf(short);
      this.#hashes[slot] = short;
      this.#places[slot] = place;
    }
  }

  /** The place of a group; -1 if there is none. */
  find(short: number): number {
    const slot = this.#slotOf(short);
    return this.#hashes[slot] === short ? (this.#places[slot] ?? -1) : -1;
  }

  /** Where a hash is, or the free slot where it would be. Half of the slots are free. */
  #slotOf(short: number): number {
    let slot = (short | 0) & this.#mask;
    while (this.#hashes[slot] !== -1 && this.#hashes[slot] !== short) slot = (slot + 1) & this.#mask;
    return slot;
  }
}
