import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { inheritedEnv } from './env.js';

const firstPauseMs = 500;
const longestPauseMs = 30_000;
/** A child that lived this long was well: its next death starts from the shortest pause again. */
const wellAfterMs = 60_000;
const stopTimeoutMs = 6_000;

/** A program that is kept running. */
export interface ChildSpec {
  name: string;
  script: string;
  args?: readonly string[];
  /** For development: start it anew whenever its files change. */
  watch?: boolean;
  /** For a program with children of its own, which take a closed channel for the end of us. */
  unwatched?: boolean;
  /** What it says on standard output is of no use to the person at the terminal. */
  quiet?: boolean;
  env: Record<string, string>;
}

/** One of Turnaway's own processes, started again with growing pauses whenever it dies. */
export interface KeptChild {
  /** Settles with the exit code if the child refuses its settings: starting it again would not help. */
  refused: Promise<number>;
  /** Asks it to end, and makes it end if it does not within a few seconds. */
  stop(): Promise<void>;
}

/** Ends a child whose parent is gone, however the parent ended; loaded into every child before its script. */
const exitWithParent = new URL('./exit-with-parent.js', import.meta.url).href;

/** Starts a child and keeps it running. `say` gets a line whenever it had to be started again. */
export function keepRunning(spec: ChildSpec, say: (line: string) => void): KeptChild {
  let child: ChildProcess | null = null;
  const stopped = new AbortController();
  let refuse: (exitCode: number) => void = () => undefined;
  const refused = new Promise<number>((resolve) => {
    refuse = resolve;
  });

  const run = async () => {
    let pauseMs = firstPauseMs;
    while (!stopped.signal.aborted) {
      const startedAt = Date.now();
      child = start(spec);
      const { code, signal } = await ended(child);
      if (stopped.signal.aborted) return;
      if (code === 2) return refuse(code);
      if (Date.now() - startedAt > wellAfterMs) pauseMs = firstPauseMs;
      say(`${spec.name} ended (${signal ?? `exit code ${code}`}); starting it again in ${pauseMs / 1_000} s`);
      await wait(pauseMs, undefined, { signal: stopped.signal }).catch(() => undefined);
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
    }
  };
  const running = run();

  return {
    refused,
    async stop() {
      stopped.abort();
      const last = child;
      if (last === null || last.exitCode !== null || last.signalCode !== null) return;
      last.kill('SIGTERM');
      const timer = setTimeout(() => last.kill('SIGKILL'), stopTimeoutMs);
      await running;
      clearTimeout(timer);
    },
  };
}

function start(spec: ChildSpec): ChildProcess {
  const watch = spec.watch === true ? ['--watch', '--watch-preserve-output'] : [];
  const parent = spec.unwatched === true ? [] : ['--import', exitWithParent];
  const flags = ['--enable-source-maps', ...watch, ...parent];
  return spawn(process.execPath, [...flags, spec.script, ...(spec.args ?? [])], {
    stdio: ['ignore', spec.quiet === true ? 'ignore' : 'inherit', 'inherit', 'ipc'],
    env: { ...inheritedEnv(), ...spec.env },
  });
}

function ended(child: ChildProcess): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
  return new Promise((resolve) => {
    child.once('error', () => resolve({ code: 1, signal: null }));
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
}
