import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@turnaway/db/embedded/start-embedded-postgres';
import { freePort } from './free-port.js';
import { type RunningTurnaway, runTurnaway } from './run-turnaway.js';

/** The whole product on a database that can be stopped under it. */
export interface TurnawayOnOwnPostgres {
  turnaway: RunningTurnaway;
  stopDatabase(): Promise<void>;
  /** Starts it again, on the same address and with what it held. */
  startDatabase(): Promise<void>;
  stop(): Promise<void>;
}

export async function runTurnawayOnOwnPostgres(): Promise<TurnawayOnOwnPostgres> {
  const dataDir = await mkdtemp(join(tmpdir(), 'turnaway-database-'));
  // Started by root, the server runs as an account of its own that must be able to pass through.
  await chmod(dataDir, 0o755);
  const options = { dataDir, port: await freePort(), password: 'test' };
  let postgres = await startEmbeddedPostgres(options);
  const turnaway = await runTurnaway({ DATABASE_URL: postgres.databaseUrl });
  return {
    turnaway,
    stopDatabase: () => postgres.stop(),
    async startDatabase() {
      postgres = await startEmbeddedPostgres(options);
    },
    async stop() {
      await turnaway.stop();
      await postgres.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
