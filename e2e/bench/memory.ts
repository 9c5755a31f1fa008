import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const everyMs = 500;

/** Peak resident memory of a process's children by what they are, in MiB, watched until `stop` is called. */
export function watchMemory(supervisorPid: number): { stop(): Promise<Map<string, number>> } {
  const peaks = new Map<string, number>();
  const look = async () => {
    const { stdout } = await run('ps', ['-eo', 'pid=,ppid=,rss=,args=']);
    const own = stdout.split('\n').flatMap((line) => {
      const [, pid, ppid, rssKiB, args] = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
      return pid === undefined || args === undefined ? [] : { pid, ppid, rssKiB: Number(rssKiB), args };
    });
    for (const { pid, ppid, rssKiB, args } of own) {
      const isSupervisor = Number(pid) === supervisorPid;
      if (!isSupervisor && Number(ppid) !== supervisorPid) continue;
      const name = isSupervisor ? 'supervisor' : nameOf(args, pid);
      peaks.set(name, Math.max(peaks.get(name) ?? 0, (await peakOf(pid)) ?? rssKiB / 1_024));
    }
  };
  let looking = look();
  const timer = setInterval(() => {
    looking = look();
  }, everyMs);
  return {
    async stop() {
      clearInterval(timer);
      await looking;
      await look();
      return peaks;
    },
  };
}

function nameOf(args: string, pid: string): string {
  const app = /apps\/(api|worker|dashboard)\//.exec(args)?.[1];
  if (app === 'worker') return `worker (${pid})`;
  return app ?? (args.includes('postgres') ? 'postgres (its first process)' : args.slice(0, 40));
}

/** Linux keeps the high-water mark itself; elsewhere the samples must do. */
async function peakOf(pid: string): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => null);
  const kib = status === null ? undefined : /^VmHWM:\s+(\d+)/m.exec(status)?.[1];
  return kib === undefined ? null : Number(kib) / 1_024;
}
