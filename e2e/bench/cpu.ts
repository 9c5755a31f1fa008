import { readdir, readFile } from 'node:fs/promises';

/** Linux counts a process's time in hundredths of a second, on every architecture that Node runs on. */
const ticksPerSecond = 100;

interface ProcessTimes {
  pid: number;
  ppid: number;
  seconds: number;
  /** Of children that have ended. */
  endedSeconds: number;
  title: string;
}

/**
 * CPU seconds that a supervisor's processes have used so far, by what they are. Unlike the clock they say the same on a
 * machine that others use, too. Empty where there is no `/proc`.
 */
export async function cpuSeconds(supervisorPid: number): Promise<Map<string, number>> {
  const all = await readAll();
  const sums = new Map<string, number>();
  const add = (name: string, seconds: number) => sums.set(name, (sums.get(name) ?? 0) + seconds);
  for (const child of all.filter(({ ppid }) => ppid === supervisorPid)) {
    const app = /apps\/(api|worker|dashboard)\//.exec(child.title)?.[1];
    if (app !== undefined) add(app === 'worker' ? 'workers' : app, child.seconds);
    if (!child.title.includes('postgres')) continue;
    add('postgres: ended (autovacuum)', child.endedSeconds);
    add('postgres: background', child.seconds);
    for (const { ppid, title, seconds } of all) {
      if (ppid !== child.pid) continue;
      // A session's title names who is connected from where: `postgres: turnaway turnaway [local] idle`.
      const isSession = /^postgres: \S+ \S+ (?:\[local\]|[\d.:a-f]+\(\d+\))/.test(title);
      add(isSession ? 'postgres: sessions' : 'postgres: background', seconds);
    }
  }
  return sums;
}

async function readAll(): Promise<ProcessTimes[]> {
  const names = await readdir('/proc').catch(() => []);
  const found = await Promise.all(names.filter((name) => /^\d+$/.test(name)).map(readOne));
  return found.filter((one) => one !== null);
}

async function readOne(pid: string): Promise<ProcessTimes | null> {
  try {
    const [stat, title] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile(`/proc/${pid}/cmdline`, 'utf8'),
    ]);
    // The name in brackets may hold anything; what follows has fixed places.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const at = (place: number) => Number(fields[place] ?? 0);
    return {
      pid: Number(pid),
      ppid: at(1),
      seconds: (at(11) + at(12)) / ticksPerSecond,
      endedSeconds: (at(13) + at(14)) / ticksPerSecond,
      title: title.replaceAll('\0', ' '),
    };
  } catch {
    // It has ended meanwhile.
    return null;
  }
}
