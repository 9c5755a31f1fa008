import { execFile } from 'node:child_process';
import { open, readFile, rm } from 'node:fs/promises';
import { platform } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Trouble } from '../trouble.js';

const run = promisify(execFile);

/**
 * Makes sure that one Turnaway at a time works in a data folder. Returns what gives the folder free again.
 * A lock whose process is gone is taken over.
 */
export async function takeStartLock(dataDir: string): Promise<() => Promise<void>> {
  const file = join(dataDir, 'turnaway.pid');
  for (let tries = 0; tries < 2; tries++) {
    try {
      const handle = await open(file, 'wx', 0o600);
      await handle.writeFile(String(process.pid));
      await handle.close();
      return () => rm(file, { force: true });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      const pid = Number(await readFile(file, 'utf8').catch(() => ''));
      if (await isTurnaway(pid)) {
        throw new Trouble(`Turnaway runs already on ${dataDir} (process ${pid}); stop it first`);
      }
      await rm(file, { force: true });
    }
  }
  throw new Trouble(`another Turnaway is starting on ${dataDir}`);
}

/** Whether a process of that number is there and is a Turnaway: after a reboot it may be any other program. */
async function isTurnaway(pid: number): Promise<boolean> {
  if (!Number.isInteger(pid) || pid <= 1 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  if (platform() === 'win32') return true;
  const { stdout } = await run('ps', ['-o', 'args=', '-p', String(pid)]);
  return /\bstart\b/.test(stdout);
}
