import type { CatalogEntry } from '@turnaway/contracts/catalog-entry';
import { builtCatalog } from './built-catalog.js';
import { explain } from './explain/explain.js';
import { findNearest } from './find-nearest.js';
import { writeDraft } from './write-draft.js';

/**
 * The entries that come closest to a code that the catalog lacks, at most five. `text` is what the system says of it,
 * and may be empty.
 */
export function nearestEntries(system: string, code: string, text: string): CatalogEntry[] {
  return findNearest(builtCatalog, explain, { system, code, text });
}

/** A draft of an entry for a code that the catalog lacks, as it would stand in its system's file. */
export function draftEntry(system: string, code: string, text: string): string {
  return writeDraft({ system, code, text }, nearestEntries(system, code, text)[0]);
}
