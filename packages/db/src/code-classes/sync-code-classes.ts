import type { CatalogEntry } from '@turnaway/contracts';
import { formatErrorCode } from '@turnaway/contracts';
import type { Db } from '../client.js';

/**
 * Writes what the catalog says of every code into the table that readings join with: a better entry re-reads all
 * history at once. Codes seen that the catalog lacks keep their rows; one that it has learned becomes known.
 */
export async function syncCodeClasses(
  db: Db,
  workspaceId: string,
  entries: readonly CatalogEntry[],
): Promise<void> {
  const sorted = entries
    .map((entry) => ({ errorCode: formatErrorCode(entry), entry }))
    .sort((a, b) => (a.errorCode < b.errorCode ? -1 : 1));
  await db.pool.query(
    `insert into code_classes
       (workspace_id, error_code, system, code, variant, known, title, outcome, cause, source, actor)
     select $1, error_code, system, code, variant, true, title, outcome, cause, source, actor
     from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
                 $10::text[])
       as entry (error_code, system, code, variant, title, outcome, cause, source, actor)
     on conflict (workspace_id, error_code) do update set
       known = true, title = excluded.title, outcome = excluded.outcome, cause = excluded.cause,
       source = excluded.source, actor = excluded.actor
     where (code_classes.known, code_classes.title, code_classes.outcome, code_classes.cause,
            code_classes.source, code_classes.actor)
       is distinct from (true, excluded.title, excluded.outcome, excluded.cause, excluded.source, excluded.actor)`,
    [
      workspaceId,
      sorted.map(({ errorCode }) => errorCode),
      sorted.map(({ entry }) => entry.system),
      sorted.map(({ entry }) => entry.code),
      sorted.map(({ entry }) => entry.variant),
      sorted.map(({ entry }) => entry.title),
      sorted.map(({ entry }) => entry.outcome),
      sorted.map(({ entry }) => entry.cause),
      sorted.map(({ entry }) => entry.source),
      sorted.map(({ entry }) => entry.actor),
    ],
  );
}
