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
  for (let at = 0; at + bytesOfGroup <= packed.length; at += bytesOfGroup) {
    const high = packed.readUInt32BE(at) & 0x1f_ffff;
    each(high * 0x1_0000_0000 + packed.readUInt32BE(at + 4), packed.readUInt32BE(at + 8));
  }
}

/** Calls `each` with the {@link shortHash} of every group in a packed value and the places of its people. */
export function eachPackedPeople(
  packed: Buffer,
  people: Buffer,
  each: (shortHash: number, places: Uint16Array) => void,
): void {
  let at = 0;
  eachPackedGroup(packed, (short) => {
    const count = people.readUInt16BE(at);
    const places = new Uint16Array(count);
    for (let index = 0; index < count; index += 1) places[index] = people.readUInt16BE(at + 2 + 2 * index);
    at += 2 + 2 * count;
    each(short, places);
  });
}
