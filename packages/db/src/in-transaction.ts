import type pg from 'pg';
import type { Db } from './client.js';

/** Runs `work` in one transaction; what it throws undoes all of it. */
export async function inTransaction<Result>(
  db: Db,
  work: (client: pg.ClientBase) => Promise<Result>,
): Promise<Result> {
  const client = await db.pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    // A connection with a failed transaction is closed rather than rolled back: it may be the connection that failed.
    client.release(broken);
  }
}
