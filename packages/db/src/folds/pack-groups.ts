import { Prisma } from '../generated/client.js';

/** Of each group: the eight bytes of its hash, then four of its events. */
const bytesOfGroup = 12;
const hashBits = 53n;

/** Rows (group_hash, events) as one value: as rows of their own, they would take six times the room. */
export const packGroups = Prisma.sql`string_agg(int8send(group_hash) || int4send(events::int), ''::bytea)`;

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
