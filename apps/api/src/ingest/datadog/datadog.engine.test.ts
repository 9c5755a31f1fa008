import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ingestKey, startTestServer, type TestServer } from '../../testing/start-test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const headers = { 'dd-api-key': ingestKey, 'content-type': 'application/json' };
const log = (message: string) =>
  JSON.stringify([{ message, ddsource: 'okta', service: 'sso', hostname: 'h' }]);

async function post(path: string, init: RequestInit) {
  const response = await server.fetch(path, { method: 'POST', ...init });
  return [response.status, await response.text()];
}

test('logs are answered with 202 and an empty object, packed or not', async () => {
  expect(await post('/api/v2/logs', { headers, body: log('1') })).toEqual([202, '{}']);
  const packed = {
    headers: { ...headers, 'content-encoding': 'gzip' },
    body: new Uint8Array(gzipSync(log('2'))),
  };
  expect(await post('/api/v2/logs', packed)).toEqual([202, '{}']);
  expect(await post(`/api/v2/logs?dd-api-key=${ingestKey}`, { body: log('3') })).toEqual([202, '{}']);
});

test('version 1 has the key in its address, which no log keeps', async () => {
  expect(await post('/v1/input', { headers, body: log('4') })).toEqual([200, '{}']);
  expect(await post(`/v1/input/${ingestKey}`, { body: log('5') })).toEqual([200, '{}']);
  expect(server.logs.join('')).not.toContain(ingestKey);
  expect(server.logs.join('')).toContain('/v1/input/[key]');
});

test('what an agent sends to see whether the address answers is no log', async () => {
  const before = await server.ask('GET', '/api/batches?limit=1');
  expect(await post('/api/v2/logs', { headers, body: '{}' })).toEqual([202, '{}']);
  expect((await server.ask('GET', '/api/batches?limit=1')).body).toEqual(before.body);
});

test('an agent that asks whether its key is good is told', async () => {
  const good = await server.fetch('/api/v1/validate', { headers });
  expect([good.status, await good.json()]).toEqual([200, { valid: true }]);
  expect((await server.fetch('/api/v1/validate', { headers: { 'dd-api-key': 'x' } })).status).toBe(403);
});
