import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from './generated/client.js';

/** A connection pool to PostgreSQL, with Prisma on top for the small tables. */
export interface Db {
  /** For the statements that are written by hand: batches, counts, readings. */
  pool: pg.Pool;
  /** For the tables that people edit: feeds, keys, rules, channels. */
  prisma: PrismaClient;
  close(): Promise<void>;
}

/** Opens a pool; connections are made when they are needed. A server that goes away is met again by itself. */
export function connectDb(databaseUrl: string, options: { connectionsMax: number }): Db {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: options.connectionsMax,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    // No single statement of ours runs for long; a stuck one must not hold its connection for ever.
    // Several are asked at once, and none reads much: processes that help one with another cost more than they save.
    options:
      '-c statement_timeout=60000 -c idle_in_transaction_session_timeout=60000 -c max_parallel_workers_per_gather=0 -c jit=off',
  });
  // A connection that breaks while idle is replaced at the next query; unheard, the event would end the process.
  pool.on('error', () => undefined);
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  return {
    pool,
    prisma,
    async close() {
      await prisma.$disconnect();
      if (!pool.ended) await pool.end();
    },
  };
}
