import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import { connectDb } from '@turnaway/db';
import { createQueue } from '@turnaway/jobs';
import type { Auth } from './auth/create-auth.js';
import { createApp } from './create-app.js';
import { AUTH } from './engines.js';
import { readEnv } from './env.js';
import { warmUp } from './readings/warm-up.js';
import { ensureInstall } from './setup/ensure-install.js';

const connectionsMax = 20;
const stopsWithinMs = 15_000;

async function start(): Promise<void> {
  const reading = readEnv();
  if (!reading.ok) {
    process.stderr.write(`${reading.message}\n`);
    process.exitCode = 2;
    return;
  }
  const { env } = reading;
  const db = connectDb(env.DATABASE_URL, { connectionsMax });
  const queue = await createQueue({ databaseUrl: env.DATABASE_URL, redisUrl: env.REDIS_URL ?? null });
  const app = await createApp({ env, db, queue });
  await ensureInstall(db, app.get<Auth>(AUTH), env);

  const warming = new AbortController();
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    warming.abort();
    // What hangs for longer than this is given up; batches are safe in the database.
    setTimeout(() => process.exit(1), stopsWithinMs).unref();
    await app.close();
    await queue.close();
    await db.close();
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  await app.listen(env.PORT, env.HOST);
  const logger = new Logger('Api');
  logger.log(`listening on ${await app.getUrl()}`);
  warmUp(db, warming.signal).catch((error: unknown) => {
    // Pages are slower at first, and tell of what is wrong themselves.
    if (!stopping)
      logger.warn(`could not read ahead: ${error instanceof Error ? error.message : String(error)}`);
  });
}

try {
  await start();
} catch (error) {
  process.stderr.write(
    `turnaway api could not start: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exit(1);
}
