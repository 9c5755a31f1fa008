import { expect, test } from 'vitest';
import { readCatalogData } from '../testing.js';

const { reasons, systems } = readCatalogData();
const used = new Set(
  systems.flatMap(({ codes }) =>
    codes.flatMap((code) => [code.reason, ...(code.variants ?? []).map((v) => v.reason ?? code.reason)]),
  ),
);

test('every reason that a code names has a file', () => {
  expect([...used].filter((id) => !(id in reasons))).toEqual([]);
});

test('every reason is the reason of a code, so that none goes stale unseen', () => {
  expect(Object.keys(reasons).filter((id) => !used.has(id))).toEqual([]);
});
