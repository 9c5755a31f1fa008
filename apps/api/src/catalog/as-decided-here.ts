import { overrideEntry } from '@turnaway/catalog';
import {
  type CatalogEntry,
  type CodeOverride,
  formatErrorCode,
  type WorkspaceEntry,
} from '@turnaway/contracts';
import type { Db } from '@turnaway/db';
import { findOverrides } from '@turnaway/db/code-overrides/find-overrides';

/** Entries of the catalog with what the workspace decided about them on top, in their order. */
export async function asDecidedHere(
  db: Db,
  workspaceId: string,
  entries: readonly CatalogEntry[],
): Promise<WorkspaceEntry[]> {
  const overrides = await findOverrides(db, { workspaceId, errorCodes: entries });
  return entries.map((entry) => withOverride(entry, overrides.get(formatErrorCode(entry)) ?? null));
}

/** An entry with a decision about it on top, where there is one. */
export function withOverride(entry: CatalogEntry, override: CodeOverride | null): WorkspaceEntry {
  return { ...(override === null ? entry : overrideEntry(entry, override)), override };
}
