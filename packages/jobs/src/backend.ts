import { createPostgresBackend, type JobsOptions, Queue, Worker, withBackend } from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';

/** Where the queue lives: on Redis or Valkey if there is an address for it, else on PostgreSQL. */
export interface QueueEngine {
  databaseUrl: string;
  redisUrl: string | null;
}

/** What is used of a BullMQ queue, whichever engine is behind it. */
export interface BackendQueue {
  add(name: string, data: unknown, options: JobsOptions): Promise<unknown>;
  addBulk(jobs: { name: string; data: unknown; opts: JobsOptions }[]): Promise<unknown>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  close(): Promise<void>;
}

/** What is used of a BullMQ worker. */
export interface BackendWorker {
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'failed', listener: (job: { name: string } | undefined, error: Error) => void): unknown;
  close(): Promise<void>;
}

type RunJob = (job: { name: string; data: unknown }) => Promise<void>;

/** BullMQ's constructors bound to one engine, with the connections they use. BullMQ is known nowhere else. */
export interface QueueBackend {
  makeQueue(name: string): BackendQueue;
  makeWorker(name: string, run: RunJob, concurrency: number): BackendWorker;
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** How long a worker may be silent before its jobs go to another one. */
const lockDurationMs = 10_000;
const workerOptions = {
  autorun: true,
  lockDuration: lockDurationMs,
  stalledInterval: lockDurationMs / 2,
  // A job whose worker died is tried again; what brings every worker down is ended by the batch's own count.
  maxStalledCount: 10,
  removeOnComplete: { count: 0 },
  removeOnFail: { count: 0 },
};

/** Opens connections for one process. `role` decides how an engine out of reach is met: see below. */
export async function openBackend(engine: QueueEngine, role: 'sender' | 'worker'): Promise<QueueBackend> {
  return engine.redisUrl === null
    ? openOnPostgres(engine.databaseUrl, role)
    : openOnRedis(engine.redisUrl, role);
}

async function openOnPostgres(databaseUrl: string, role: 'sender' | 'worker'): Promise<QueueBackend> {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    // Every queue of a worker keeps one connection to listen on.
    max: role === 'worker' ? 10 : 4,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    // BullMQ's functions call each other by their bare names. What a crash may take from the queue is found again
    // in the database by the sweep, so no step of it waits for the disk.
    options: '-c search_path=bullmq -c synchronous_commit=off',
  });
  pool.on('error', () => undefined);
  const { Queue: PostgresQueue, Worker: PostgresWorker } = withBackend(createPostgresBackend);
  await createBullSchema(databaseUrl);
  return {
    makeQueue: (name) => new PostgresQueue(name, { connection: pool }),
    makeWorker: (name, run, concurrency) =>
      new PostgresWorker(name, run, { connection: pool, ...workerOptions, concurrency }),
    ping: async () => {
      await pool.query('select 1');
    },
    close: () => pool.end(),
  };
}

/** BullMQ makes and upgrades its own tables, in a schema of their own. */
async function createBullSchema(databaseUrl: string): Promise<void> {
  const { Queue: PostgresQueue } = withBackend(createPostgresBackend);
  const queue = new PostgresQueue('migration', {
    connection: { connectionString: databaseUrl, migrate: true },
  });
  try {
    await queue.waitUntilReady();
  } finally {
    await queue.close();
  }
}

async function openOnRedis(redisUrl: string, role: 'sender' | 'worker'): Promise<QueueBackend> {
  const connection =
    role === 'worker'
      ? // A worker waits for Redis to come back, however long it takes.
        new Redis(redisUrl, { maxRetriesPerRequest: null })
      : // A sender must not keep its own caller waiting: the batch is safe, and a sweep enqueues it later.
        new Redis(redisUrl, { maxRetriesPerRequest: 1, commandTimeout: 5_000, connectTimeout: 5_000 });
  connection.on('error', () => undefined);
  return {
    makeQueue: (name) => new Queue(name, { connection, skipWaitingForReady: true }),
    makeWorker: (name, run, concurrency) =>
      new Worker(name, run, { connection, ...workerOptions, concurrency }),
    ping: async () => {
      await connection.ping();
    },
    close: async () => {
      connection.disconnect();
    },
  };
}
