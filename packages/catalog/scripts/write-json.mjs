// Writes dist/catalog.json, all entries complete, and dist/catalog.schema.json, for programs in any language.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { catalogEntrySchema } from '@turnaway/contracts/catalog-entry';
import { z } from 'zod';
import { builtCatalog } from '../dist/built-catalog.js';
import { catalogVersion, entries } from '../dist/index.js';

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const schema = z.object({
  $schema: z.literal('./catalog.schema.json'),
  schemaVersion: z.literal(1).describe('Goes up when a field goes away or changes its meaning'),
  version: z.string().describe('Changes with every change of the content'),
  systems: z.array(z.object({ system: z.string(), name: z.string() })),
  entries: z.array(catalogEntrySchema),
});
const catalog = {
  $schema: './catalog.schema.json',
  schemaVersion: 1,
  version: catalogVersion,
  systems: builtCatalog.source.systems.map((system) => ({
    system,
    name: builtCatalog.source.names[system],
  })),
  entries: entries(),
};
writeFileSync(`${dist}catalog.json`, `${JSON.stringify(schema.parse(catalog))}\n`);
writeFileSync(`${dist}catalog.schema.json`, `${JSON.stringify(z.toJSONSchema(schema), null, 2)}\n`);
