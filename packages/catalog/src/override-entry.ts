import type { CatalogEntry } from '@turnaway/contracts/catalog-entry';
import type { CodeOverride } from '@turnaway/contracts/code-override';
import type { Outcome } from '@turnaway/contracts/taxonomy';

/** An entry with a workspace's decisions on top; a success or another event has no cause, whatever was decided. */
export function overrideEntry(entry: CatalogEntry, override: CodeOverride): CatalogEntry {
  const outcome = override.outcome ?? entry.outcome;
  return {
    ...entry,
    outcome,
    cause: hasCause(outcome) ? (override.cause ?? entry.cause ?? 'unclassified') : null,
    source: override.source ?? entry.source,
    actor: override.actor ?? entry.actor,
    hints: { ...entry.hints, ...override.hints },
  };
}

/** Whether an outcome is one that has a cause: nothing failed where the answer is no. */
export function hasCause(outcome: Outcome): boolean {
  return outcome !== 'success' && outcome !== 'other';
}
