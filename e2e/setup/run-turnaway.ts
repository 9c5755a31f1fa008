import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.js';

const startTimeoutMs = 150_000;
const countTimeoutMs = 120_000;
/** How long a call of the API is waited for. */
export const callTimeoutMs = 30_000;

export const ingestKey = 'tk_for_tests_only_0123456789';
export const apiToken = 'ta_for_tests_only_0123456789';
export const owner = { email: 'owner@example.com', password: 'a password for tests' };

/** The whole product, running on engines of its own in a scratch folder. */
export interface RunningTurnaway {
  url: string;
  dataDir: string;
  /** The supervisor; its children are its own affair. */
  process: ChildProcess;
  /** What it has said on the terminal. */
  said(): string;
  /** Calls the API with the token; throws on anything but 2xx. */
  api<Answer>(path: string, init?: RequestInit): Promise<Answer>;
  /** Posts a body to ingest and gives back the batch's id. */
  ingest(body: string | Uint8Array, headers?: Record<string, string>): Promise<string>;
  /** Waits until these batches are counted or have failed. */
  counted(batchIds: readonly string[]): Promise<void>;
  stop(): Promise<void>;
}

/** The root of the repository, seen from `e2e/setup` and from `e2e/dist/setup`. */
function findRoot(): string {
  const here = fileURLToPath(new URL('.', import.meta.url));
  return here.includes('/dist/') ? join(here, '../../..') : join(here, '../..');
}
export const repositoryRoot = findRoot();

/** Starts Turnaway as `npm start` does once it is built, with known credentials, and waits until it is ready. */
export async function runTurnaway(
  env: Record<string, string> = {},
  keptDataDir: string | null = null,
  options: readonly string[] = [],
): Promise<RunningTurnaway> {
  const dataDir = keptDataDir ?? (await mkdtemp(join(tmpdir(), 'turnaway-run-')));
  // Started by root, PostgreSQL runs as an account of its own that must be able to pass through.
  await chmod(dataDir, 0o755);
  const port = Number(env.PORT ?? (await freePort()));
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(
    process.execPath,
    [join(repositoryRoot, 'apps/cli/dist/main.js'), 'start', ...options],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        NODE_ENV: 'production',
        PORT: String(port),
        HOST: '127.0.0.1',
        TURNAWAY_DATA_DIR: dataDir,
        TURNAWAY_ADMIN_EMAIL: owner.email,
        TURNAWAY_ADMIN_PASSWORD: owner.password,
        TURNAWAY_INGEST_KEY: ingestKey,
        TURNAWAY_API_TOKEN: apiToken,
        TURNAWAY_PUBLIC_URL: url,
        TURNAWAY_WEBHOOK_ALLOW_CIDRS: '127.0.0.0/8',
        ...env,
      },
    },
  );
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-200_000);
  });
  child.stderr.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-200_000);
  });
  try {
    await untilReady(url, child, () => said);
  } catch (error) {
    // Its engines end with it: else they would outlive the run.
    await stopChild(child);
    throw error;
  }

  const api = async <Answer>(path: string, init: RequestInit = {}): Promise<Answer> => {
    const response = await fetch(`${url}${path}`, {
      ...init,
      headers: { authorization: `Bearer ${apiToken}`, 'content-type': 'application/json', ...init.headers },
      signal: AbortSignal.timeout(callTimeoutMs),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Answer;
  };

  return {
    url,
    dataDir,
    process: child,
    said: () => said,
    api,
    async ingest(body, headers = {}) {
      const response = await fetch(`${url}/ingest`, {
        method: 'POST',
        body: typeof body === 'string' ? body : new Blob([new Uint8Array(body)]),
        headers: { authorization: `Bearer ${ingestKey}`, ...headers },
        signal: AbortSignal.timeout(30_000),
      });
      if (response.status !== 202) throw new Error(`ingest: ${response.status} ${await response.text()}`);
      return ((await response.json()) as { batchId: string }).batchId;
    },
    async counted(batchIds) {
      const giveUpAt = Date.now() + countTimeoutMs;
      for (const id of batchIds) {
        for (;;) {
          // The engines may be away for a moment in tests that kill them.
          const batch = await api<{ status: string }>(`/api/batches/${id}`).catch(() => ({
            status: 'received',
          }));
          if (batch.status !== 'received') break;
          if (Date.now() > giveUpAt) throw new Error(`batch ${id} was not counted in time`);
          await wait(50);
        }
      }
    },
    async stop() {
      await stopChild(child);
      if (keptDataDir === null) await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}

async function untilReady(url: string, child: ChildProcess, said: () => string): Promise<void> {
  const giveUpAt = Date.now() + startTimeoutMs;
  // The line on the terminal comes when the API and the dashboard both answer.
  while (!said().includes('Turnaway is ready at')) {
    if (child.exitCode !== null) throw new Error(`Turnaway ended with ${child.exitCode}: ${said()}`);
    if (Date.now() > giveUpAt) throw new Error(`${url} was not ready in time: ${said()}`);
    await wait(50);
  }
}

/** Ids of the processes that the supervisor started, of which the command line has `part` in it. */
export function childrenOf(turnaway: RunningTurnaway, part: string): number[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  return lines.flatMap((line) => {
    const [, pid, ppid, args] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return Number(ppid) === turnaway.process.pid && args?.includes(part) ? [Number(pid)] : [];
  });
}
