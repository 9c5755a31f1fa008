import { entries } from '@turnaway/catalog';
import { type CatalogEntry, formatErrorCode, type Page } from '@turnaway/contracts';

/**
 * The catalog's entries in their order, of one system, or with all words of `q` in code, name, title, reason or
 * summary. The cursor is the number of entries read so far.
 */
export function listEntries(query: {
  system?: string | undefined;
  q?: string | undefined;
  cursor?: string | undefined;
  limit: number;
}): Page<CatalogEntry> {
  const words = (query.q ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const found = entries().filter(
    (entry) =>
      (query.system === undefined || entry.system === query.system) &&
      (words.length === 0 || hasAll(searchedText(entry), words)),
  );
  const start = /^\d{1,9}$/.test(query.cursor ?? '') ? Number(query.cursor) : 0;
  const end = start + query.limit;
  return {
    items: found.slice(start, end),
    nextCursor: end < found.length ? String(end) : null,
    total: found.length,
  };
}

function searchedText(entry: CatalogEntry): string {
  const { name, title, reason, summary } = entry;
  return [formatErrorCode(entry), name, title, reason, summary].join('\n').toLowerCase();
}

function hasAll(text: string, words: string[]): boolean {
  return words.every((word) => text.includes(word));
}
