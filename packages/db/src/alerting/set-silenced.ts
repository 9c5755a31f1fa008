import type { Transaction } from './with-locked-rule.js';

/** Notes which silence (a UUID) keeps an alert (a UUID) quiet, or that none does any more. */
export async function setSilenced(
  transaction: Transaction,
  alertId: string,
  silenceId: string | null,
): Promise<void> {
  await transaction.query('update alerts set silenced_by = $2 where id = $1', [alertId, silenceId]);
}
