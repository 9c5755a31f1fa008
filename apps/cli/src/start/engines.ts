import { setTimeout as wait } from 'node:timers/promises';
import { connectDb, migrate } from '@turnaway/db';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@turnaway/db/embedded/start-embedded-postgres';
import { getSetupState, type SetupState } from '@turnaway/db/workspaces/get-setup-state';
import { Redis } from 'ioredis';
import { Trouble } from '../trouble.js';
import type { StartEnv } from './env.js';
import { freePort } from './ports.js';

const connectTimeoutMs = 5_000;
const restartPauseMs = 1_000;

/** The database that Turnaway works on, made or found, with the current schema. */
export interface Database {
  url: string;
  setup: SetupState;
  /** Where our own server and its data had to be put, if not below the data folder. */
  movedTo: string | null;
  stop(): Promise<void>;
}

/** Uses the server at DATABASE_URL, else starts one of our own that is started again should it die. */
export async function openDatabase(
  env: StartEnv,
  password: string,
  say: (line: string) => void,
): Promise<Database> {
  if (env.DATABASE_URL !== undefined) {
    const setup = await prepare(env.DATABASE_URL);
    return { url: env.DATABASE_URL, setup, movedTo: null, stop: async () => undefined };
  }
  const options = { dataDir: env.TURNAWAY_DATA_DIR, port: await freePort(env.PORT), password };
  let postgres = await startOwn(options);
  let stopping = false;
  const keep = (server: EmbeddedPostgres) => {
    void server.exited.then(async ({ code, signal }) => {
      if (stopping) return;
      say(`PostgreSQL ended (${signal ?? `exit code ${code}`}); starting it again`);
      while (!stopping) {
        try {
          postgres = await startEmbeddedPostgres(options);
          say('PostgreSQL is back');
          return keep(postgres);
        } catch (error) {
          say(`PostgreSQL did not start: ${messageOf(error)}`);
          await wait(restartPauseMs);
        }
      }
    });
  };
  keep(postgres);
  const setup = await prepare(postgres.databaseUrl);
  return {
    url: postgres.databaseUrl,
    setup,
    movedTo: postgres.movedTo,
    async stop() {
      stopping = true;
      await postgres.stop();
    },
  };
}

async function startOwn(options: Parameters<typeof startEmbeddedPostgres>[0]): Promise<EmbeddedPostgres> {
  try {
    return await startEmbeddedPostgres(options);
  } catch (error) {
    throw new Trouble(`PostgreSQL did not start: ${messageOf(error)}`);
  }
}

async function prepare(databaseUrl: string): Promise<SetupState> {
  const db = connectDb(databaseUrl, { connectionsMax: 2 });
  try {
    await db.pool.query('select 1').catch((error: unknown) => {
      throw new Trouble(`cannot reach PostgreSQL at ${withoutPassword(databaseUrl)}: ${messageOf(error)}`);
    });
    await migrate(databaseUrl);
    return await getSetupState(db);
  } finally {
    await db.close();
  }
}

/** Makes sure that the Redis or Valkey server of REDIS_URL answers. */
export async function checkRedis(redisUrl: string): Promise<void> {
  const redis = new Redis(redisUrl, {
    lazyConnect: true,
    connectTimeout: connectTimeoutMs,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  let lastError: unknown = null;
  redis.on('error', (error) => {
    lastError = error;
  });
  try {
    await redis.connect();
    await redis.ping();
  } catch (error) {
    throw new Trouble(`cannot reach Redis at ${withoutPassword(redisUrl)}: ${messageOf(lastError ?? error)}`);
  } finally {
    redis.disconnect();
  }
}

function withoutPassword(address: string): string {
  const url = new URL(address);
  return `${url.protocol}//${url.host}${url.pathname}`;
}

function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return messageOf(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}
