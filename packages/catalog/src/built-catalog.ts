import type { CatalogEntry } from '@turnaway/contracts/catalog-entry';
import type { VariantRule } from './data-schema.js';
import { catalogJson } from './generated/catalog.js';

interface BuiltCatalog {
  /** In the order of the files; a code comes right before its variants. */
  entries: readonly CatalogEntry[];
  rules: readonly VariantRule[];
  /** By reason: further words that people use for it. */
  keywords: Readonly<Record<string, string>>;
}

/** What `npm run generate` checked and completed, so that nothing has to be checked again here. */
export const builtCatalog: BuiltCatalog = JSON.parse(catalogJson);
