import pg from 'pg';
import type { Transaction } from './with-locked-rule.js';

const queryCanceled = '57014';

/**
 * Reads something in the middle of a transaction that can go on without it: `null` as soon as a query takes longer than
 * `timeoutMs`. What `read` writes is undone.
 */
export async function readAside<Result>(
  transaction: Transaction,
  timeoutMs: number,
  read: () => Promise<Result>,
): Promise<Result | null> {
  await transaction.query('savepoint aside');
  try {
    await transaction.query("select set_config('statement_timeout', $1, true)", [String(timeoutMs)]);
    return await read();
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === queryCanceled) return null;
    throw error;
  } finally {
    // Also puts the timeout back.
    await transaction.query('rollback to savepoint aside');
  }
}
