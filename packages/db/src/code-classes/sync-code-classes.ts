import type { CatalogEntry } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { writeCodeClasses } from './write-code-classes.js';

/**
 * Brings the table of classes up to the catalog: a better entry re-reads all history at once. Codes seen that the
 * catalog lacks keep their rows; one that it has learned becomes known. Overrides stay on top.
 */
export async function syncCodeClasses(
  db: Db,
  workspaceId: string,
  entries: readonly CatalogEntry[],
): Promise<void> {
  await writeCodeClasses(
    db.pool,
    workspaceId,
    entries.map(({ system, code, variant, title, outcome, cause, source, actor }) => {
      return { system, code, variant, known: true, title, outcome, cause, source, actor };
    }),
  );
}
