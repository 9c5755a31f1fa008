import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from './setup/free-port.js';
import { repositoryRoot, runTurnaway } from './setup/run-turnaway.js';

const cli = join(repositoryRoot, 'apps/cli/dist/main.js');

/** Starts in a way that must fail, and gives back the exit code and what was said. */
async function failToStart(env: Record<string, string>): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, [cli, 'start'], {
    env: { ...process.env, HOST: '127.0.0.1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (chunk) => {
    said += chunk;
  });
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const [code] = await once(child, 'exit');
  return { code, said };
}

describe('trouble that the person can mend is one clear line and an exit code', () => {
  let dataDir: string;
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'turnaway-start-'));
    await chmod(dataDir, 0o755);
  });
  afterAll(() => rm(dataDir, { recursive: true, force: true }));

  test('a port in use', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const { code, said } = await failToStart({ PORT: String(port), TURNAWAY_DATA_DIR: dataDir });
    server.close();
    expect(said).toBe(`turnaway: port ${port} is in use; choose another with PORT=\n`);
    expect(code).toBe(1);
  });

  test('a variable that is wrong', async () => {
    const { code, said } = await failToStart({ PORT: 'http', TURNAWAY_DATA_DIR: dataDir });
    expect(said).toBe('turnaway: PORT: expected a port from 1 to 65535\n');
    expect(code).toBe(2);
  });

  test('a data folder that cannot be written', async () => {
    const file = join(dataDir, 'a-file');
    await writeFile(file, '');
    const { code, said } = await failToStart({ TURNAWAY_DATA_DIR: join(file, 'below') });
    expect(said).toMatch(/^turnaway: cannot write to the data folder .*: ENOTDIR\n$/);
    expect(code).toBe(1);
  });

  test.each([
    ['DATABASE_URL', 'postgresql://u:secret@127.0.0.1:1/none', 'PostgreSQL'],
    ['REDIS_URL', 'redis://127.0.0.1:1', 'Redis'],
  ])('an engine out of reach: %s', async (name, address, engine) => {
    const port = String(await freePort());
    const { code, said } = await failToStart({ PORT: port, TURNAWAY_DATA_DIR: dataDir, [name]: address });
    expect(said).toMatch(new RegExp(`^turnaway: cannot reach ${engine} at .*ECONNREFUSED.*\n$`));
    expect(said).not.toContain('secret');
    expect(code).toBe(1);
  });
});

/** All processes below one, at any depth. */
function descendants(pid: number): number[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
  const pairs = lines.map((line) => line.trim().split(/\s+/).map(Number));
  const below = (parent: number): number[] =>
    pairs.flatMap(([child = 0, ppid]) => (ppid === parent ? [child, ...below(child)] : []));
  return below(pid);
}

function alive(pids: readonly number[]): number[] {
  return pids.filter((pid) => {
    try {
      process.kill(pid, 0);
      // A process that has ended stays listed until its parent asks for its exit code.
      return !execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).startsWith('Z');
    } catch {
      // Gone.
      return false;
    }
  });
}

async function untilGone(pids: readonly number[]): Promise<number[]> {
  for (let tries = 0; tries < 150 && alive(pids).length > 0; tries++) await wait(100);
  return alive(pids);
}

test.each(['SIGINT', 'SIGTERM'] as const)('%s stops everything and leaves no orphan', async (signal) => {
  const turnaway = await runTurnaway();
  const pids = descendants(turnaway.process.pid ?? 0);
  expect(pids.length).toBeGreaterThan(3);
  const exited = once(turnaway.process, 'exit');
  turnaway.process.kill(signal);
  expect((await exited)[0]).toBe(0);
  expect(await untilGone(pids)).toEqual([]);
  await turnaway.stop();
});

test('an npm that is ended without telling its child takes everything with it', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'turnaway-npm-'));
  await chmod(dataDir, 0o755);
  const npm: ChildProcess = spawn('npm', ['start'], {
    cwd: repositoryRoot,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, PORT: String(await freePort()), HOST: '127.0.0.1', TURNAWAY_DATA_DIR: dataDir },
  });
  let said = '';
  for await (const chunk of npm.stdout ?? []) {
    said += chunk;
    if (said.includes('Ctrl-C stops everything')) break;
  }
  const pids = descendants(npm.pid ?? 0);
  npm.kill('SIGKILL');
  expect(await untilGone(pids)).toEqual([]);
  await rm(dataDir, { recursive: true, force: true });
});

test('a second start keeps all data, shows no secret again, and reuses what the first one made', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'turnaway-again-'));
  await chmod(dataDir, 0o755);
  const generated = { TURNAWAY_ADMIN_PASSWORD: '', TURNAWAY_INGEST_KEY: '', TURNAWAY_API_TOKEN: '' };
  const first = await runTurnaway(generated, dataDir);
  const password = /Password {5}(\S+)/.exec(first.said())?.[1];
  const key = /Ingest key {3}(\S+)/.exec(first.said())?.[1];
  expect(password).toBeTruthy();
  expect((await stat(join(dataDir, 'install.json'))).mode & 0o077).toBe(0);
  await first.stop();

  const second = await runTurnaway(generated, dataDir);
  expect(second.said()).not.toContain('Password');
  const answer = await fetch(`${second.url}/ingest`, {
    method: 'POST',
    body: '{"error":"invalid_client"}',
    headers: { authorization: `Bearer ${key}` },
  });
  expect(answer.status).toBe(202);
  const signIn = await fetch(`${second.url}/api/auth/sign-in/email`, {
    method: 'POST',
    body: JSON.stringify({ email: 'owner@example.com', password }),
    headers: { 'content-type': 'application/json', origin: second.url },
  });
  expect(signIn.status).toBe(200);
  await second.stop();
  await rm(dataDir, { recursive: true, force: true });
});

test('a child that dies is started again, and a line says so', async () => {
  const turnaway = await runTurnaway();
  const worker = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .find((line) => line.includes('apps/worker') && line.includes(` ${turnaway.process.pid} `));
  process.kill(Number(worker?.trim().split(/\s+/)[0]), 'SIGKILL');
  while (!turnaway.said().includes('worker 1 ended (SIGKILL); starting it again')) await wait(50);
  const batchId = await turnaway.ingest('{"error":"invalid_client"}');
  await turnaway.counted([batchId]);
  await turnaway.stop();
});
