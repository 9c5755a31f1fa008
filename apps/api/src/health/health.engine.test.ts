import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiToken, startTestServer, type TestServer } from '../testing/start-test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

test('a server whose engines answer is alive and ready', async () => {
  expect(await (await server.fetch('/healthz')).json()).toEqual({ status: 'ok' });
  const ready = await server.fetch('/readyz');
  expect(ready.status).toBe(200);
  expect(await ready.json()).toEqual({
    status: 'ready',
    parts: { database: 'ok', migrations: 'ok', queue: 'ok' },
  });
});

test('a migration that is missing makes the server not ready, and it says which part', async () => {
  await server.db.pool.query('alter table _prisma_migrations rename to hidden_migrations');
  const ready = await server.fetch('/readyz');
  await server.db.pool.query('alter table hidden_migrations rename to _prisma_migrations');
  expect(ready.status).toBe(503);
  expect(await ready.json()).toMatchObject({
    status: 'not-ready',
    parts: { database: 'ok', migrations: 'pending' },
  });
});

test('metrics are for this machine itself and for API tokens, not for what a proxy brings', async () => {
  const local = await server.fetch('/metrics');
  expect(local.status).toBe(200);
  const text = await local.text();
  for (const name of ['turnaway_http_request_duration_seconds', 'turnaway_backlog_batches', 'process_cpu']) {
    expect(text).toContain(name);
  }
  const passedOn = { 'x-forwarded-for': '203.0.113.9' };
  expect((await server.fetch('/metrics', { headers: passedOn })).status).toBe(401);
  const withToken = { ...passedOn, authorization: `Bearer ${apiToken}` };
  expect((await server.fetch('/metrics', { headers: withToken })).status).toBe(200);
});
