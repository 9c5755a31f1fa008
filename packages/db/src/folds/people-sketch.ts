import { Prisma } from '../generated/client.js';

/**
 * A set of people as bits: each person has one place, by a hash of the key, so that sets are joined with `or` and the
 * places taken say how many there are. Fifteen of sixteen people share the first part; the others have a part of their
 * own, a sample that is still not full when the first part is. (A multiresolution bitmap: Estan, Varghese and Fisk,
 * Bitmap algorithms for counting active flows on high speed links, 2003.) Within about 1 % for 50,000 people, 3 % for
 * half a million.
 */
export const firstBits = 16_384;
const sampleBits = 8_192;
/** How long a set is. */
export const setBits = firstBits + sampleBits;
/** Beyond this share of places taken, the first part says too little and the sample is taken for all. */
const fullShare = 0.97;

/** The place of a person, from 0. PostgreSQL keeps this hash the same across versions: its partitions rest on it. */
export function placeOf(userKey: Prisma.Sql): Prisma.Sql {
  const hash = Prisma.sql`hashtextextended(${userKey}, 0)`;
  return Prisma.sql`(case when (${hash} >> 20) & 15 <> 0 then ${hash} & ${firstBits - 1}
    else ${firstBits} + (${hash} & ${sampleBits - 1}) end)::int`;
}

/** The set of all places in a group of rows; places that are null are left out. */
export function setOf(place: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`set_of_people(${place}, 1)`;
}

/** How many places of a set are taken, by part, as two expressions. */
export function takenOf(set: Prisma.Sql): { first: Prisma.Sql; sample: Prisma.Sql } {
  return {
    first: Prisma.sql`bit_count(substring(${set} from 1 for ${firstBits}))::int`,
    sample: Prisma.sql`bit_count(substring(${set} from ${firstBits + 1}))::int`,
  };
}

/** Is a place in the first part? */
export function isFirst(place: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`${place} < ${firstBits}`;
}

/** How many people take so many places. */
export function estimatePeople(taken: { first: number; sample: number }): number {
  const sampled = peopleBehind(taken.sample, sampleBits);
  if (taken.first > firstBits * fullShare) return Math.round(sampled * 16);
  return Math.round(peopleBehind(taken.first, firstBits) + sampled);
}

/** Linear counting: some places are taken twice, and the share of free places says how many. */
function peopleBehind(taken: number, bits: number): number {
  const free = Math.max(1, bits - taken);
  return bits * Math.log(bits / free);
}
