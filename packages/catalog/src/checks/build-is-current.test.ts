import { catalogEntrySchema } from '@turnaway/contracts/catalog-entry';
import { formatErrorCode } from '@turnaway/contracts/error-code';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { entries } from '../index.js';
import { resolveEntries } from '../resolve-entries.js';
import { readCatalogData } from '../testing.js';

test('the built catalog is that of the files; if this fails, run npm run generate', () => {
  // As text, entry by entry: a comparison of thousands of objects would take longer than all other tests.
  const asText = (all: readonly ReturnType<typeof entries>[number][]) =>
    new Map(all.map((entry) => [formatErrorCode(entry), JSON.stringify(entry)]));
  const built = asText(entries());
  const written = asText(resolveEntries(readCatalogData()));
  const codes = new Set([...built.keys(), ...written.keys()]);
  expect([...codes].filter((code) => built.get(code) !== written.get(code))).toEqual([]);
});

test('every entry has the shape that the API promises', () => {
  expect(() => z.array(catalogEntrySchema).parse(entries())).not.toThrow();
});
