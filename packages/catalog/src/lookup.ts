import type { CatalogEntry } from '@turnaway/contracts/catalog-entry';
import type { ErrorCode } from '@turnaway/contracts/error-code';
import { builtCatalog } from './built-catalog.js';

interface CodePage {
  base: CatalogEntry;
  variants: CatalogEntry[];
}

const pages = indexByCode(builtCatalog.entries);

function indexByCode(all: readonly CatalogEntry[]): Map<string, Map<string, CodePage>> {
  const bySystem = new Map<string, Map<string, CodePage>>();
  for (const entry of all) {
    const codes = bySystem.get(entry.system) ?? new Map<string, CodePage>();
    bySystem.set(entry.system, codes);
    const page = codes.get(entry.code);
    if (page === undefined) codes.set(entry.code, { base: entry, variants: [] });
    else page.variants.push(entry);
  }
  return bySystem;
}

/**
 * The entry of an error code, as the catalog's data and the sources it names have it. A variant that is not
 * known gets the entry of its code; a code that is not known gets `null`, and is the caller's to show as unknown.
 */
export function lookup(code: ErrorCode): CatalogEntry | null {
  const page = pages.get(code.system)?.get(code.code);
  if (page === undefined) return null;
  if (code.variant === null) return page.base;
  return page.variants.find((entry) => entry.variant === code.variant) ?? page.base;
}

/** The entries of all variants of a code, in the order they are tried; empty where it has none. */
export function variantsOf(system: string, code: string): readonly CatalogEntry[] {
  return pages.get(system)?.get(code)?.variants ?? [];
}

/** Every entry: each code, followed by its variants. */
export function entries(): readonly CatalogEntry[] {
  return builtCatalog.entries;
}
