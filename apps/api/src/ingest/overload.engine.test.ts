import { afterAll, beforeAll, expect, test } from 'vitest';
import { ingestKey, startTestServer, type TestServer } from '../testing/start-test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ TURNAWAY_MAX_BACKLOG_BATCHES: '3' });
});
afterAll(() => server.stop());

const send = (body: string) => server.fetch(`/ingest/${ingestKey}`, { method: 'POST', body });

test('too much waiting is answered with 503 and Retry-After, and ends when it was counted', async () => {
  for (const body of ['1', '2', '3']) expect((await send(body)).status).toBe(202);
  const full = await send('4');
  expect(full.status).toBe(503);
  expect(Number(full.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await full.json()).toMatchObject({ status: 503, requestId: expect.any(String) });
  await server.db.pool.query("update batches set status = 'done'");
  await expect.poll(async () => (await send('5')).status, { timeout: 10_000, interval: 250 }).toBe(202);
});

test('a database that went away is answered with 503 everywhere, never with 500', async () => {
  await server.db.close();
  const ingest = await send('6');
  expect(ingest.status).toBe(503);
  expect(Number(ingest.headers.get('retry-after'))).toBeGreaterThan(0);
  const read = await server.ask('GET', '/api/feeds');
  expect(read.status).toBe(503);
  expect(read.headers.get('retry-after')).not.toBeNull();
  const ready = await server.fetch('/readyz');
  expect(ready.status).toBe(503);
  expect(await ready.json()).toMatchObject({ parts: { database: 'failed' } });
  expect((await server.fetch('/healthz')).status).toBe(200);
});
