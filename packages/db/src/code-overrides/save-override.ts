import {
  type CodeClass,
  type CodeOverride,
  type CodeOverrideInput,
  formatErrorCode,
} from '@turnaway/contracts';
import type { Db } from '../client.js';
import { writeCodeClasses } from '../code-classes/write-code-classes.js';
import { inTransaction } from '../in-transaction.js';
import { toCodeOverride } from './override-row.js';
import { readUnknownClass } from './read-unknown-class.js';

/**
 * Decides about a code in this workspace, in place of what was decided before. All counts of the past follow at
 * once, since they are joined with the class at reading. `catalogClass` is what the catalog says of it, `null` for
 * a code that it does not have. Answers `null` for a code that was never seen either.
 */
export async function saveOverride(
  db: Db,
  query: {
    workspaceId: string;
    errorCode: Pick<CodeClass, 'system' | 'code' | 'variant'>;
    catalogClass: CodeClass | null;
    decided: CodeOverrideInput;
    author: string;
  },
): Promise<CodeOverride | null> {
  const { workspaceId, catalogClass, decided, author } = query;
  const errorCode = formatErrorCode(query.errorCode);
  const saved = await inTransaction(db, async (client) => {
    const base = catalogClass ?? (await readUnknownClass(client, workspaceId, errorCode));
    if (base === null) return false;
    await client.query(
      `insert into code_overrides
         (workspace_id, error_code, outcome, cause, source, actor, hints, note, author, unknown_class)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
       on conflict (workspace_id, error_code) do update set
         outcome = excluded.outcome, cause = excluded.cause, source = excluded.source, actor = excluded.actor,
         hints = excluded.hints, note = excluded.note, author = excluded.author, updated_at = now()`,
      [
        workspaceId,
        errorCode,
        decided.outcome ?? null,
        decided.cause ?? null,
        decided.source ?? null,
        decided.actor ?? null,
        decided.hints === undefined ? null : JSON.stringify(decided.hints),
        decided.note,
        author,
        catalogClass === null ? JSON.stringify(base) : null,
      ],
    );
    await writeCodeClasses(client, workspaceId, [base]);
    return true;
  });
  if (!saved) return null;
  const key = { workspaceId_errorCode: { workspaceId, errorCode } };
  return toCodeOverride(await db.prisma.codeOverride.findUniqueOrThrow({ where: key }));
}
