import pg from 'pg';
import type { Db } from '../../client.js';
import { inTransaction } from '../../in-transaction.js';
import type { Transaction } from '../with-locked-rule.js';

const queryCanceled = '57014';

/** Runs queries that write nothing; `null` as soon as one of them takes longer than `timeoutMs`. */
export async function readWithin<Result>(
  db: Db,
  timeoutMs: number,
  work: (transaction: Transaction) => Promise<Result>,
): Promise<Result | null> {
  try {
    return await inTransaction(db, async (transaction) => {
      await transaction.query('set transaction read only');
      await transaction.query("select set_config('statement_timeout', $1, true)", [String(timeoutMs)]);
      return work(transaction);
    });
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === queryCanceled) return null;
    throw error;
  }
}
