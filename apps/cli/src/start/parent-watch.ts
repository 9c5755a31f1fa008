import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { isRunByNpm } from './env.js';

const run = promisify(execFile);
const everyMs = 500;

/**
 * Calls back once when the process that started us is gone: npm that gets a SIGTERM ends without telling its
 * child. npm may have put a shell between itself and us, which would live on, so the shell's parent is watched
 * too. Returns what ends the watch.
 */
export async function watchParent(onGone: () => void): Promise<() => void> {
  const parent = process.ppid;
  const watched = [parent];
  if (isRunByNpm()) {
    const grandparent = await parentOf(parent);
    if (grandparent > 1) watched.push(grandparent);
  }
  const timer = setInterval(() => {
    if (process.ppid === parent && watched.every(isAlive)) return;
    clearInterval(timer);
    onGone();
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}

async function parentOf(pid: number): Promise<number> {
  try {
    const { stdout } = await run('ps', ['-o', 'ppid=', '-p', String(pid)]);
    return Number(stdout.trim()) || 0;
  } catch {
    // No such program (Windows), or the parent ended meanwhile, which the watch notices by itself.
    return 0;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Not ours to signal means that it is there.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
