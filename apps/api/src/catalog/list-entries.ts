import { entries, overrideEntry } from '@turnaway/catalog';
import { explain } from '@turnaway/catalog/node';
import {
  type CatalogEntry,
  type CatalogFilter,
  type CatalogQuery,
  type CatalogSystem,
  type CodeOverride,
  formatErrorCode,
  type Page,
  systemLabel,
  type WorkspaceEntry,
} from '@turnaway/contracts';
import { searchEntries } from './search-entries.js';

/**
 * A page of the catalog's entries as they hold in a workspace, given its overrides: in the order of the catalog or,
 * where words are asked for, the nearest first. The cursor is the number of entries read so far.
 */
export function listEntries(query: CatalogQuery, overrides: readonly CodeOverride[]): Page<WorkspaceEntry> {
  const { system, cursor, limit } = query;
  const found = findEntries(query, overrides).filter(
    ({ entry }) => system === undefined || entry.system === system,
  );
  const start = /^\d{1,9}$/.test(cursor ?? '') ? Number(cursor) : 0;
  const end = start + limit;
  return {
    items: found.slice(start, end).map(({ entry, override }) => ({ ...entry, override })),
    nextCursor: end < found.length ? String(end) : null,
    total: found.length,
  };
}

/** The systems that have entries a filter lets through, by name, each with how many. */
export function listSystems(filter: CatalogFilter, overrides: readonly CodeOverride[]): Page<CatalogSystem> {
  const counts = new Map<string, number>();
  for (const { entry } of findEntries(filter, overrides)) {
    counts.set(entry.system, (counts.get(entry.system) ?? 0) + 1);
  }
  const items = [...counts]
    .map(([system, count]) => ({ system, name: systemLabel(system), entries: count }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en', { sensitivity: 'base' }));
  return { items, nextCursor: null, total: items.length };
}

/** An entry as decided here, and the decision. */
interface Decided {
  entry: CatalogEntry;
  override: CodeOverride | null;
}

function findEntries({ q = '', ...facts }: CatalogFilter, overrides: readonly CodeOverride[]): Decided[] {
  const byCode = new Map(overrides.map((override) => [formatErrorCode(override), override]));
  // Decisions change no word that is searched, so they come on top of what was found.
  const literal = searchEntries(entries(), q);
  const found = literal.length > 0 ? literal : explained(q);
  return found
    .map((entry): Decided => {
      const override = byCode.get(formatErrorCode(entry)) ?? null;
      return { entry: override === null ? entry : overrideEntry(entry, override), override };
    })
    .filter(({ entry }) => fits(entry, facts));
}

/** What no entry holds word by word may be another spelling, or mistyped: explain reads those. */
function explained(text: string): CatalogEntry[] {
  const { explanations, nearest } = explain(text);
  return explanations.length > 0 ? explanations.map(({ entry }) => entry) : nearest;
}

function fits(entry: CatalogEntry, { cause, outcome, source, reason, confidence }: CatalogFilter): boolean {
  return (
    (cause === undefined || entry.cause === cause) &&
    (outcome === undefined || entry.outcome === outcome) &&
    (source === undefined || entry.source === source) &&
    (reason === undefined || entry.reason === reason) &&
    (confidence === undefined || entry.confidence === confidence)
  );
}
