import type { CodeClass } from '@turnaway/contracts';
import { Prisma } from '../generated/client.js';
import { type CodeClassRow, codeClassColumns, toCodeClass } from '../readings/code-class.js';
import type { Transaction } from './with-locked-rule.js';

/** What error codes (`entra/50126`) mean in a workspace; codes that it has not seen are left out. */
export async function readCodeClasses(
  transaction: Transaction,
  workspaceId: string,
  errorCodes: readonly string[],
): Promise<Map<string, CodeClass>> {
  if (errorCodes.length === 0) return new Map();
  const { rows } = await transaction.query<CodeClassRow & { error_code: string }>(
    Prisma.sql`select c.error_code, ${codeClassColumns} from code_classes c
      where c.workspace_id = ${workspaceId} and c.error_code = any(${[...errorCodes]}::text[])`,
  );
  return new Map(rows.map((row) => [row.error_code, toCodeClass(row)]));
}
