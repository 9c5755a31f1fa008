import { type CodeClass, codeClassSchema } from '@turnaway/contracts';
import type pg from 'pg';
import { type CodeClassRow, toCodeClass } from '../readings/code-class.js';

/**
 * What a code that the catalog lacks means without an override: as noted when it was first overridden, else as its
 * class stands. `null` if it was never seen.
 */
export async function readUnknownClass(
  client: pg.ClientBase,
  workspaceId: string,
  errorCode: string,
): Promise<CodeClass | null> {
  const noted = await client.query<{ unknown_class: unknown }>(
    'select unknown_class from code_overrides where workspace_id = $1 and error_code = $2',
    [workspaceId, errorCode],
  );
  const before = noted.rows[0]?.unknown_class;
  if (before !== undefined && before !== null) return codeClassSchema.parse(before);
  const { rows } = await client.query<CodeClassRow>(
    'select * from code_classes where workspace_id = $1 and error_code = $2',
    [workspaceId, errorCode],
  );
  const row = rows[0];
  return row === undefined ? null : toCodeClass(row);
}
