import { expect, test } from 'vitest';
import { eachPackedGroup, eachPackedPeople, GroupPlaces, shortHash } from './pack-groups.js';

/** As PostgreSQL's int8send and int4send write them. */
function pack(groups: readonly [hash: bigint, events: number][]): Buffer {
  return Buffer.concat(
    groups.map(([hash, events]) => {
      const bytes = Buffer.alloc(12);
      bytes.writeBigInt64BE(hash);
      bytes.writeUInt32BE(events, 8);
      return bytes;
    }),
  );
}

test('a packed group is known by the short form of the hash that the database says as text', () => {
  const groups: [bigint, number][] = [
    [-(2n ** 63n), 1],
    [-1n, 2],
    [0n, 3],
    [2n ** 63n - 1n, 4],
    [-4_611_686_018_427_387_905n, 2_147_483_647],
  ];
  const found: [number, number][] = [];
  eachPackedGroup(pack(groups), (short, events) => found.push([short, events]));
  expect(found).toEqual(groups.map(([hash, events]) => [shortHash(String(hash)), events]));
});

test('an empty value holds no group', () => {
  const found: number[] = [];
  eachPackedGroup(Buffer.alloc(0), (short) => found.push(short));
  expect(found).toEqual([]);
});

test('the people of the packed groups that are asked for stand in the order of the groups, also of one without any', () => {
  const groups = pack([
    [5n, 9],
    [6n, 1],
    [7n, 2],
    [8n, 2],
  ]);
  const people = Buffer.from([0, 2, 0, 1, 0x5f, 0xff, 0, 0, 0, 1, 0, 7, 0, 1, 0, 9]);
  const asked = new GroupPlaces(['5', '6', '8'].map((hash, place) => ({ hash, place })));
  const found: [number, number[]][] = [];
  eachPackedPeople(groups, people, asked, (group, places) => found.push([group, [...places]]));
  expect(found).toEqual([
    [0, [1, 24_575]],
    [1, []],
    [2, [9]],
  ]);
});

test('every group is found at its place by its short hash, also where many begin at the same slot', () => {
  const hashes = Array.from({ length: 500 }, (_, index) =>
    String((BigInt(index) << 40n) - 4_611_686_018_427_387_904n),
  );
  const groups = [...hashes, '5', '-1', '9223372036854775806'].map((hash, place) => ({ hash, place }));
  const places = new GroupPlaces(groups);
  expect(groups.map(({ hash }) => places.find(shortHash(hash)))).toEqual(groups.map(({ place }) => place));
  expect(places.find(shortHash('12345'))).toBe(-1);
  expect(new GroupPlaces([]).find(7)).toBe(-1);
});
