import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Auth } from '../auth/create-auth.js';
import { AUTH } from '../engines.js';
import { owner, startTestServer, type TestServer } from '../testing/start-test-server.js';
import { ensureInstall } from './ensure-install.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

async function countAll() {
  const { prisma } = server.db;
  return {
    workspaces: await prisma.workspace.count(),
    users: await prisma.user.count(),
    accounts: await prisma.account.count(),
    feeds: await prisma.feed.count({ where: { name: 'default' } }),
    keys: await prisma.ingestKey.count(),
    tokens: await prisma.apiToken.count(),
  };
}

const one = { workspaces: 1, users: 1, accounts: 1, feeds: 1, keys: 1, tokens: 1 };

test('a fresh install has a workspace, an owner, a feed with a key, and a token, each once', async () => {
  expect(await countAll()).toEqual(one);
});

test('starting again, several at once too, adds nothing', async () => {
  const auth = server.app.get<Auth>(AUTH);
  await Promise.all([1, 2, 3].map(() => ensureInstall(server.db, auth, server.env)));
  expect(await countAll()).toEqual(one);
});

test('another first owner in the environment does not get into an install that has one', async () => {
  const auth = server.app.get<Auth>(AUTH);
  await ensureInstall(server.db, auth, { ...server.env, TURNAWAY_ADMIN_EMAIL: 'other@example.com' });
  expect(await countAll()).toEqual(one);
  await server.db.prisma.user.findUniqueOrThrow({ where: { email: owner.email } });
});

test('the catalog is known to the database, so that readings can join it', async () => {
  const { rows } = await server.db.pool.query<{ known: string }>(
    'select count(*) as known from code_classes where known',
  );
  expect(Number(rows[0]?.known)).toBeGreaterThan(0);
});
