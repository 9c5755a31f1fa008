import { type CodeClass, formatErrorCode } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { writeCodeClasses } from '../code-classes/write-code-classes.js';
import { inTransaction } from '../in-transaction.js';
import { readUnknownClass } from './read-unknown-class.js';

/** Lets the catalog decide about a code again (`catalogClass`; `null` for a code that it does not have). */
export async function dropOverride(
  db: Db,
  query: {
    workspaceId: string;
    errorCode: Pick<CodeClass, 'system' | 'code' | 'variant'>;
    catalogClass: CodeClass | null;
  },
): Promise<boolean> {
  const { workspaceId, catalogClass } = query;
  const errorCode = formatErrorCode(query.errorCode);
  return inTransaction(db, async (client) => {
    const base = catalogClass ?? (await readUnknownClass(client, workspaceId, errorCode));
    const { rowCount } = await client.query(
      'delete from code_overrides where workspace_id = $1 and error_code = $2',
      [workspaceId, errorCode],
    );
    if (rowCount === 0 || base === null) return false;
    await writeCodeClasses(client, workspaceId, [base]);
    return true;
  });
}
