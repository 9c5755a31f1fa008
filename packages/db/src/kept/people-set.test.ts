import { expect, test } from 'vitest';
import { estimatePeople, firstBits, setBits } from '../folds/people-sketch.js';
import { JoinedPeople, readPeopleSet } from './people-set.js';

/** As PostgreSQL sends bits: how many they are in four bytes, then the bits, the first one in the highest. */
function sent(places: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(4 + setBits / 8);
  new DataView(bytes.buffer).setUint32(0, setBits);
  for (const place of places)
    bytes[4 + (place >> 3)] = (bytes[4 + (place >> 3)] ?? 0) | (0x80 >> (place & 7));
  return bytes;
}

const many = Array.from({ length: 5_000 }, (_, n) => (n * 7) % setBits);
const few = [0, 1, 7, 8, firstBits - 1, firstBits, setBits - 1];

function countOf(places: readonly number[]): number {
  const distinct = [...new Set(places)];
  const first = distinct.filter((place) => place < firstBits).length;
  return estimatePeople({ first, sample: distinct.length - first });
}

test.each([
  ['few', few],
  ['many', many],
  ['no', []],
])('a set of %s people has as many as were put into it', (_, places) => {
  const people = new JoinedPeople();
  people.addSet(readPeopleSet(sent(places)));
  expect(people.count()).toBe(countOf(places));
});

test('who is in several sets, or comes once more, is counted once', () => {
  const people = new JoinedPeople();
  people.addSet(readPeopleSet(sent(many)));
  people.addSet(readPeopleSet(sent(few)));
  people.addSet(readPeopleSet(sent(many.slice(0, 100))));
  people.addPlace(3);
  people.addPlace(7);
  expect(people.count()).toBe(countOf([...many, ...few, 3]));
});
