import { access, constants, statfs } from 'node:fs/promises';
import path from 'node:path';
import { connectDb } from '@turnaway/db';
import { formatBytes, formatShare } from '../numbers.js';
import { checkRedis } from '../start/engines.js';
import type { StartEnv } from '../start/env.js';
import { describeSystemError, Trouble } from '../trouble.js';
import { finding, ok } from './check-server.js';
import type { Check } from './doctor-report.js';

const freeBytesMin = 1_000_000_000;
const freeShareMin = 0.05;

/** Looks at what an install on this very machine stands on: the data folder, its disk, and engines of one's own. */
export async function checkMachine(env: StartEnv): Promise<Check[]> {
  const dataDir = path.resolve(env.TURNAWAY_DATA_DIR);
  return [
    ...(await checkDisk(dataDir)),
    ...(env.DATABASE_URL === undefined ? [] : [await checkPostgres(env.DATABASE_URL)]),
    ...(env.REDIS_URL === undefined ? [] : [await checkQueueServer(env.REDIS_URL)]),
  ];
}

async function checkDisk(dataDir: string): Promise<Check[]> {
  try {
    await access(dataDir, constants.W_OK);
    const { bavail, blocks, bsize } = await statfs(dataDir);
    return [judgeDisk({ freeBytes: bavail * bsize, totalBytes: blocks * bsize }, dataDir)];
  } catch (error) {
    const problem = describeSystemError(error);
    if (problem === null) throw error;
    // With engines of one's own there need be no such folder, and another start may have its own.
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    const text = isMissing ? `there is no ${dataDir} (TURNAWAY_DATA_DIR)` : problem;
    return [{ name: 'Disk', state: isMissing ? 'note' : 'finding', text }];
  }
}

/** Whether the disk of a data folder has room for what comes. */
export function judgeDisk(
  { freeBytes, totalBytes }: { freeBytes: number; totalBytes: number },
  dataDir: string,
): Check {
  const share = freeBytes / totalBytes;
  const text = `${formatBytes(freeBytes)} (${formatShare(share)}) free at ${dataDir}`;
  const isLow = freeBytes < freeBytesMin || share < freeShareMin;
  return isLow ? finding('Disk', `${text}: make room, or keep less (Settings)`) : ok('Disk', text);
}

async function checkPostgres(databaseUrl: string): Promise<Check> {
  const db = connectDb(databaseUrl, { connectionsMax: 1 });
  try {
    await db.pool.query('select 1');
    return ok('DATABASE_URL', 'answers from here');
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const reason = 'code' in error ? String(error.code) : error.name;
    return finding('DATABASE_URL', `${new URL(databaseUrl).host} does not answer from here (${reason})`);
  } finally {
    await db.close();
  }
}

async function checkQueueServer(redisUrl: string): Promise<Check> {
  try {
    await checkRedis(redisUrl);
    return ok('REDIS_URL', 'answers from here');
  } catch (error) {
    if (error instanceof Trouble) return finding('REDIS_URL', error.message);
    throw error;
  }
}
