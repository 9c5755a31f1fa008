import { relative, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { writeExampleFile } from '../simulate/write-example.js';
import { Trouble } from '../trouble.js';
import { type KeptChild, keepRunning } from './child.js';
import { fillWithDemo } from './demo.js';
import { checkRedis, openDatabase } from './engines.js';
import { readStartEnv, type StartEnv } from './env.js';
import { chooseCredentials, welcome } from './first-start.js';
import { openInstall } from './install-secrets.js';
import { watchParent } from './parent-watch.js';
import { checkPort, freePort } from './ports.js';
import { processSpecs, repositoryRoot } from './process-specs.js';
import { takeStartLock } from './start-lock.js';

const exampleFile = resolve(repositoryRoot, 'examples/entra-signins.ndjson');
/** Seconds on a quiet machine; one that starts much else at boot may take minutes, and gains nothing from being told no. */
const readyTimeoutMs = 300_000;
const slowStartMs = 20_000;

/** How to start. */
export interface StartOptions {
  /** Fill an empty install with made-up traffic. */
  demo: boolean;
  /** For development: restart what changes, and let Next compile the dashboard on demand. */
  watch: boolean;
}

/**
 * Starts Turnaway: the engines, then the API, the workers and the dashboard as processes of their own behind one
 * port, and keeps them running until it is asked to stop. Resolves with the exit code: 0 stopped when asked,
 * 1 something failed, 2 a setting is wrong.
 */
export async function startTurnaway(options: StartOptions): Promise<number> {
  const startedAt = performance.now();
  const settings = readStartEnv();
  if (!settings.ok) {
    for (const line of settings.lines) say(line);
    return 2;
  }
  const asked = askedToStop();
  const closing: (() => Promise<void> | void)[] = [await watchParent(asked.ask)];
  try {
    await bringUp(settings.env, options, startedAt, closing, asked.promise);
    await asked.promise;
    return asked.exitCode();
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    say(error.message);
    return error.exitCode;
  } finally {
    // In the reverse order of starting: PostgreSQL goes when nobody needs it any more.
    for (const close of closing.reverse()) await close();
  }
}

async function bringUp(
  env: StartEnv,
  options: StartOptions,
  startedAt: number,
  closing: (() => Promise<void> | void)[],
  asked: Promise<void>,
): Promise<void> {
  const dataDir = resolve(env.TURNAWAY_DATA_DIR);
  const secrets = await openInstall(dataDir);
  closing.push(await takeStartLock(dataDir));
  await checkPort(env.PORT, env.HOST);
  if (env.REDIS_URL !== undefined) await checkRedis(env.REDIS_URL);
  const database = await openDatabase({ ...env, TURNAWAY_DATA_DIR: dataDir }, secrets.databasePassword, say);
  closing.push(() => database.stop());
  if (database.movedTo !== null) {
    say(
      `PostgreSQL does not run as root, and its account cannot enter this folder: it runs from ${database.movedTo}`,
    );
  }

  const publicUrl = env.TURNAWAY_PUBLIC_URL ?? `http://localhost:${env.PORT}`;
  const { all, shown } = chooseCredentials(env, database.setup);
  // Before anything answers: who finds Turnaway ready finds the file that the printed line posts.
  await writeExampleFile(exampleFile, new Date());
  // The public port is still free, and could come up.
  const dashboardPort = await freePort(env.PORT);
  const children = processSpecs({
    env,
    database,
    credentials: all,
    secret: env.TURNAWAY_SECRET ?? secrets.secret,
    publicUrl,
    dashboardPort,
    watch: options.watch,
  }).map((spec) => keepRunning(spec, say));
  closing.push(async () => {
    await Promise.all(children.map((child) => child.stop()));
  });
  const apiUrl = `http://127.0.0.1:${env.PORT}`;
  if (!(await untilReady(apiUrl, dashboardPort, children, asked))) return;

  process.stdout.write(
    `${welcome({
      publicUrl,
      shown,
      ingestKey: shown.ingestKey,
      dataDir:
        env.DATABASE_URL === undefined
          ? (database.movedTo ?? (relative(process.cwd(), dataDir) || dataDir))
          : null,
      exampleFile: relative(process.cwd(), exampleFile),
      elapsedMs: performance.now() - startedAt,
    })}\n`,
  );
  if (options.demo)
    await fillWithDemo({ databaseUrl: database.url, apiUrl, isEmpty: !database.setup.hasBatch, say });
}

/** Resolves true when the API and the dashboard answer; false if asked to stop before. */
async function untilReady(
  apiUrl: string,
  dashboardPort: number,
  children: readonly KeptChild[],
  asked: Promise<void>,
): Promise<boolean> {
  let stop: 'asked' | number | null = null;
  void asked.then(() => {
    stop = 'asked';
  });
  for (const child of children) {
    void child.refused.then((exitCode) => {
      stop = exitCode;
    });
  }
  const startedAt = performance.now();
  let isSlow = false;
  for (;;) {
    if (stop === 'asked') return false;
    // The child has said itself what it refuses.
    if (stop !== null) throw new Trouble('a setting was refused', 2);
    const isApiReady = await isWell(`${apiUrl}/readyz`);
    if (isApiReady && (await isWell(`http://127.0.0.1:${dashboardPort}/sign-in`))) return true;
    const elapsedMs = performance.now() - startedAt;
    if (elapsedMs > readyTimeoutMs) throw new Trouble('not ready after five minutes; see the lines above');
    if (elapsedMs > slowStartMs && !isSlow) {
      isSlow = true;
      say(`still starting: ${isApiReady ? 'the dashboard' : 'the API'} does not answer yet`);
    }
    await wait(50);
  }
}

async function isWell(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000), redirect: 'manual' });
    await response.body?.cancel();
    // Whoever else has the port answers, too.
    return response.status < 400;
  } catch {
    // Not up yet.
    return false;
  }
}

function askedToStop(): { promise: Promise<void>; ask: () => void; exitCode: () => number } {
  let ask: () => void = () => undefined;
  const promise = new Promise<void>((resolveAsked) => {
    ask = resolveAsked;
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => ask());
  return { promise, ask: () => ask(), exitCode: () => 0 };
}

function say(line: string): void {
  process.stderr.write(`turnaway: ${line}\n`);
}
