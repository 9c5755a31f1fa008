import { expect, test } from 'vitest';
import { readCatalogData, systemFileNames } from '../testing.js';

const { systems } = readCatalogData();
// Numbers by value, then letters: the order in which people look a code up.
const { compare } = new Intl.Collator('en', { numeric: true });

test.each(systems)(
  '$system: codes stand in order, so that two additions rarely touch one line',
  ({ codes }) => {
    const given = codes.map(({ code }) => code);
    expect(given).toEqual([...given].sort(compare));
  },
);

test.each(systems)('$system: no code stands twice', ({ codes }) => {
  const given = codes.map(({ code }) => code);
  expect(given.filter((code, at) => given.indexOf(code) !== at)).toEqual([]);
});

test.each(systems)('$system: the variants of a code have different names', ({ codes }) => {
  const repeated = codes.filter(
    ({ variants = [] }) => new Set(variants.map((v) => v.id)).size < variants.length,
  );
  expect(repeated.map(({ code }) => code)).toEqual([]);
});

test('a file is named after the system it holds', () => {
  expect(systemFileNames()).toEqual(systems.map(({ system }) => system));
});
