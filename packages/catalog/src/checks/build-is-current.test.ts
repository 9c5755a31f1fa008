import { catalogEntrySchema } from '@turnaway/contracts/catalog-entry';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { entries } from '../index.js';
import { resolveEntries } from '../resolve-entries.js';
import { readCatalogData } from '../testing.js';

test('the built catalog is that of the files; if this fails, run npm run generate', () => {
  expect(entries()).toEqual(resolveEntries(readCatalogData()));
});

test('every entry has the shape that the API promises', () => {
  expect(() => z.array(catalogEntrySchema).parse(entries())).not.toThrow();
});
