import type { CatalogEntry } from '@turnaway/contracts/catalog-entry';
import type { ErrorCode } from '@turnaway/contracts/error-code';
import { builtCatalog } from './built-catalog.js';
import type { VariantFacts } from './choose-variant.js';

/**
 * The entry of an error code, as the catalog's data and the sources it names have it; other spellings of a code
 * find it too. A variant that is not known gets the entry of its code; a code that is not known gets `null`, and
 * is the caller's to show as unknown.
 */
export function lookup(code: ErrorCode): CatalogEntry | null {
  return builtCatalog.lookup(code);
}

/** Every entry: each code, followed by its variants. */
export function entries(): readonly CatalogEntry[] {
  return builtCatalog.entries();
}

/**
 * Which variant of a code an event is, decided by the conditions in the catalog's data: the first that fits, or
 * `null` where none does or the code has no variants.
 */
export function selectVariant(system: string, code: string, facts: VariantFacts): string | null {
  return builtCatalog.selectVariant(system, code, facts);
}
