import type { Transaction } from '../with-locked-rule.js';

/** Whether it is known of any credential when it expires. */
export async function hasCredentials(transaction: Transaction, workspaceId: string): Promise<boolean> {
  const { rows } = await transaction.query(
    'select from app_credentials where workspace_id = $1 and expires_at is not null limit 1',
    [workspaceId],
  );
  return rows.length > 0;
}
