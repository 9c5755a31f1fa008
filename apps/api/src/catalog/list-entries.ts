import { entries, explain } from '@turnaway/catalog';
import {
  type CatalogFilter,
  type CatalogQuery,
  type CatalogSystem,
  type CodeOverride,
  formatErrorCode,
  type Page,
  systemLabel,
  type WorkspaceEntry,
} from '@turnaway/contracts';
import { withOverride } from './as-decided-here.js';
import { searchEntries } from './search-entries.js';

/**
 * A page of the catalog's entries as they hold in a workspace, given its overrides: in the order of the catalog or,
 * where words are asked for, the nearest first. The cursor is the number of entries read so far.
 */
export function listEntries(query: CatalogQuery, overrides: readonly CodeOverride[]): Page<WorkspaceEntry> {
  const { system, cursor, limit } = query;
  const found = findEntries(query, overrides).filter(
    (entry) => system === undefined || entry.system === system,
  );
  const start = /^\d{1,9}$/.test(cursor ?? '') ? Number(cursor) : 0;
  const end = start + limit;
  return {
    items: found.slice(start, end),
    nextCursor: end < found.length ? String(end) : null,
    total: found.length,
  };
}

/** The systems that have entries a filter lets through, by name, each with how many. */
export function listSystems(filter: CatalogFilter, overrides: readonly CodeOverride[]): Page<CatalogSystem> {
  const counts = new Map<string, number>();
  for (const { system } of findEntries(filter, overrides)) counts.set(system, (counts.get(system) ?? 0) + 1);
  const items = [...counts]
    .map(([system, count]) => ({ system, name: systemLabel(system), entries: count }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en', { sensitivity: 'base' }));
  return { items, nextCursor: null, total: items.length };
}

function findEntries(filter: CatalogFilter, overrides: readonly CodeOverride[]): WorkspaceEntry[] {
  const { q = '', ...facts } = filter;
  const byCode = new Map(overrides.map((override) => [formatErrorCode(override), override]));
  // Words are looked for before overrides come in: those leave all words alone, and entries must stay the same objects.
  const literal = searchEntries(entries(), q);
  const found = literal.length > 0 ? literal : explained(q);
  return found
    .map((entry) => withOverride(entry, byCode.get(formatErrorCode(entry)) ?? null))
    .filter((entry) => fits(entry, facts));
}

/** What no entry holds word by word may be another spelling, or mistyped: explain reads those. */
function explained(text: string) {
  const { explanations, nearest } = explain(text);
  return explanations.length > 0 ? explanations.map(({ entry }) => entry) : nearest;
}

function fits(entry: WorkspaceEntry, { cause, outcome, source, reason, confidence }: CatalogFilter): boolean {
  const asked = { cause, outcome, source, reason, confidence };
  return Object.entries(asked).every(
    ([name, value]) => value === undefined || entry[name as keyof typeof asked] === value,
  );
}
