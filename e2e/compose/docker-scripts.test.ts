import { execFile, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { listVariables, readCompose, repositoryRoot } from './compose-file.js';
import { readServiceEnv } from './service-env.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'turnaway-compose-'));
  cpSync(`${repositoryRoot}docker`, join(folder, 'docker'), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function makeEnv(...words: string[]) {
  return spawnSync(process.execPath, ['docker/make-env.mjs', ...words], { cwd: folder, encoding: 'utf8' });
}
const envFile = () => readFileSync(join(folder, '.env'), 'utf8');
const envVariables = () => z.record(z.string(), z.string()).parse(parseEnv(envFile()));

test('one command makes all that Compose asks for, in values that the API accepts', async () => {
  expect(makeEnv('ana@example.com')).toMatchObject({ status: 0, stderr: '' });
  const { services } = readCompose(envVariables());
  const read = await readServiceEnv('api', services.api?.environment ?? {});
  expect(read).toMatchObject({ TURNAWAY_ADMIN_EMAIL: 'ana@example.com' });
  const known = new Set(['COMPOSE_PROJECT_NAME', ...listVariables().keys()]);
  for (const name of Object.keys(envVariables())) expect(known).toContain(name);
});

test('the file is for its owner alone, and the terminal shows no secret of it', () => {
  const { stdout } = makeEnv();
  expect(statSync(join(folder, '.env')).mode & 0o777).toBe(0o600);
  expect(stdout).toContain('docker compose up --build --detach');
  const variables = Object.entries(envVariables());
  const secrets = variables
    .filter(([name]) => /(PASSWORD|SECRET|KEY|TOKEN)$/.test(name))
    .map(([, value]) => value);
  expect(new Set(secrets).size).toBe(5);
  for (const secret of secrets) expect(stdout).not.toContain(secret);
});

test('two installs share no secret', () => {
  makeEnv();
  const first = envVariables();
  rmSync(join(folder, '.env'));
  makeEnv();
  const second = envVariables();
  for (const name of Object.keys(first).filter((key) => /(PASSWORD|SECRET|KEY|TOKEN)$/.test(key))) {
    expect(second[name], name).not.toBe(first[name]);
  }
});

test('a file that is there stays as it is', () => {
  makeEnv();
  const before = envFile();
  expect(makeEnv('ana@example.com')).toMatchObject({ status: 0 });
  expect(envFile()).toBe(before);
});

test.each([['nobody'], ['$HOME@example.com'], ["a'b@example.com"], ['a@example.com', 'b@example.com']])(
  'a wrong address is refused before anything is written: %s %s',
  (...words) => {
    expect(makeEnv(...words)).toMatchObject({ status: 2 });
    expect(envFile).toThrow('ENOENT');
  },
);

test.each([
  [200, 0],
  [204, 0],
  [302, 1],
  [503, 1],
])('a service that answers %i is told with exit code %i', async (status, exitCode) => {
  const server = createServer((_, response) => response.writeHead(status, { location: '/' }).end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  try {
    expect(await check(`http://127.0.0.1:${port}/readyz`)).toBe(exitCode);
  } finally {
    server.close();
  }
});

test.each(['http://127.0.0.1:1/', 'not an address'])(
  'nothing that answers at %s is a failure',
  async (address) => {
    expect(await check(address)).toBe(1);
  },
);

/** Runs the health check beside this process, which has to answer it. */
function check(address: string): Promise<number | null> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, ['docker/check-http.mjs', address], { cwd: folder });
    child.once('exit', resolve);
  });
}
