import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { freePort } from './free-port.js';

/** Starts a Redis server for the suites that ask for one, and takes it away at the end. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const program = ['redis-server', 'valkey-server'].find(
    (name) => spawnSync(name, ['--version']).status === 0,
  );
  if (program === undefined) {
    project.provide('redisUrl', null);
    return async () => undefined;
  }
  const dir = await mkdtemp(join(tmpdir(), 'turnaway-redis-'));
  const port = await freePort();
  const server = spawn(program, ['--port', String(port), '--bind', '127.0.0.1', '--dir', dir, '--save', '']);
  await untilReady(server);
  project.provide('redisUrl', `redis://127.0.0.1:${port}`);
  return async () => {
    server.kill();
    await once(server, 'exit');
    await rm(dir, { recursive: true, force: true });
  };
}

async function untilReady(server: ChildProcess): Promise<void> {
  let said = '';
  for await (const chunk of server.stdout ?? []) {
    said += String(chunk);
    if (said.includes('eady to accept connections')) return;
  }
  throw new Error(`Redis did not start: ${said}`);
}
