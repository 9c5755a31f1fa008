import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ingestKey, startTestServer, type TestServer } from '../testing/start-test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const base64 = (text: string) => Buffer.from(text).toString('base64');
const body = '{"createdDateTime":"2026-01-31T08:00:00Z"}\n';

describe('a key is taken from wherever a sender can put it', () => {
  test.each([
    ['Authorization: Bearer', '/ingest', { authorization: `Bearer ${ingestKey}` }],
    ['raw Authorization', '/ingest', { authorization: ingestKey }],
    ['Authorization: Splunk', '/ingest', { authorization: `Splunk ${ingestKey}` }],
    ['Basic password', '/ingest', { authorization: `Basic ${base64(`any:${ingestKey}`)}` }],
    ['ApiKey', '/ingest', { authorization: `ApiKey ${base64(`id:${ingestKey}`)}` }],
    ['DD-API-KEY', '/ingest', { 'dd-api-key': ingestKey }],
    ['X-Amz-Firehose-Access-Key', '/ingest', { 'x-amz-firehose-access-key': ingestKey }],
    ['x-api-key', '/ingest', { 'x-api-key': ingestKey }],
    ['?token=', `/ingest?token=${ingestKey}`, {}],
    ['the path', `/ingest/${ingestKey}`, {}],
    [
      'the path, with a cloud token in Authorization',
      `/ingest/${ingestKey}`,
      { authorization: 'Bearer ey.ey.x' },
    ],
  ])('%s', async (_, path, headers) => {
    const response = await server.fetch(path, { method: 'POST', headers, body });
    expect(response.status).toBe(202);
    expect(await response.json()).toEqual({ batchId: expect.any(String), status: 'received' });
  });
});

test.each([
  ['no key', '/ingest', {}],
  ['a wrong key', '/ingest', { authorization: 'Bearer twi_wrong' }],
  ['a wrong key in the path', '/ingest/twi_wrong', {}],
])('%s is answered with 401 and the way to show one', async (_, path, headers) => {
  for (const method of ['POST', 'PUT', 'GET']) {
    const response = await server.fetch(path, { method, headers, ...(method === 'GET' ? {} : { body }) });
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toMatch(/^Bearer /);
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  }
});

test('health checks of senders: GET and HEAD say that the key is right, OPTIONS names the methods', async () => {
  const get = await server.fetch(`/ingest/${ingestKey}`);
  expect(get.status).toBe(200);
  expect(await get.json()).toMatchObject({ ready: true });
  expect((await server.fetch(`/ingest?token=${ingestKey}`, { method: 'HEAD' })).status).toBe(200);
  expect((await server.fetch('/ingest', { method: 'HEAD' })).status).toBe(401);
  const options = await server.fetch('/ingest/anything', {
    method: 'OPTIONS',
    headers: { origin: 'https://a.example' },
  });
  expect(options.status).toBe(204);
  expect(options.headers.get('allow')).toBe('GET, HEAD, POST, PUT, OPTIONS');
  expect(options.headers.get('access-control-allow-origin')).toBeNull();
});

test('a key that was taken away stops within seconds', async () => {
  const feeds = await server.ask('GET', '/api/feeds');
  const feedId = (feeds.body as { items: { id: string }[] }).items[0]?.id;
  const made = (await server.ask('POST', '/api/ingest-keys', { feedId, name: 'short-lived' })).body as {
    id: string;
    key: string;
  };
  const send = () => server.fetch('/ingest', { headers: { 'x-api-key': made.key } });
  expect((await send()).status).toBe(200);
  expect((await server.ask('DELETE', `/api/ingest-keys/${made.id}`)).status).toBe(204);
  await expect.poll(async () => (await send()).status, { timeout: 10_000, interval: 250 }).toBe(401);
});

test('a key in use is known to be in use, and its hash is all that is stored', async () => {
  const keys = await server.ask('GET', '/api/ingest-keys');
  expect(keys.body).toMatchObject({
    items: expect.arrayContaining([
      {
        id: expect.any(String),
        feedId: expect.any(String),
        name: 'from TURNAWAY_INGEST_KEY',
        preview: ingestKey.slice(0, 8),
        createdAt: expect.any(String),
        lastUsedAt: expect.any(String),
      },
    ]),
  });
  const { rows } = await server.db.pool.query<{ row: string }>(
    'select ingest_keys::text as row from ingest_keys',
  );
  expect(JSON.stringify(rows)).not.toContain(ingestKey);
});

test('no key reaches the log, wherever it was put', async () => {
  expect(server.logs.length).toBeGreaterThan(10);
  expect(server.logs.join('')).not.toContain(ingestKey);
  expect(server.logs.join('')).toContain('/ingest/[key]');
});
