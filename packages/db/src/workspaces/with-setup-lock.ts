import type { Db } from '../client.js';

/** Any number, the same everywhere: two processes that start at once must not set up at once. */
const advisoryLock = 7_411_904;

/** Runs `work` while no other process runs it on this database. */
export async function withSetupLock<Result>(db: Db, work: () => Promise<Result>): Promise<Result> {
  const client = await db.pool.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [advisoryLock]);
    return await work();
  } finally {
    // Ending the connection frees the lock, whatever state the work left it in.
    client.release(true);
  }
}
