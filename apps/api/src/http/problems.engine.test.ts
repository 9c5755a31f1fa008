import { problemSchema } from '@turnaway/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiToken, startTestServer, type TestServer } from '../testing/start-test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const authorization = `Bearer ${apiToken}`;
const json = { authorization, 'content-type': 'application/json' };

async function problemOf(response: Response) {
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  const problem = problemSchema.parse(await response.json());
  expect(problem.status).toBe(response.status);
  expect(problem.requestId).toBe(response.headers.get('x-request-id') ?? problem.requestId);
  return problem;
}

test.each([
  ['/api/nothing/here', 404],
  ['/api/batches/not-an-id', 404],
  ['/api/batches/0b2f0f7e-4c1e-4f6e-9a43-1f2d3c4b5a69', 404],
  ['/api/sign-ins/not-an-id', 404],
  ['/api/errors/entra/no-such-code', 404],
  ['/api/catalog/entra/no%2Fsuch%20code', 404],
  ['/api/%E0%A4%A', 400],
])('GET %s is answered with a problem of status %i', async (path, status) => {
  expect((await problemOf(await server.fetch(path, { headers: { authorization } }))).status).toBe(status);
});

test('a refusal names every field that was wrong, and what was expected', async () => {
  const problem = await problemOf(
    await server.fetch('/api/alert-rules', {
      method: 'POST',
      headers: json,
      body: JSON.stringify({
        name: '',
        measure: 'feelings',
        windowMinutes: 0,
        threshold: 1,
        recoveryThreshold: 0,
      }),
    }),
  );
  expect(problem.status).toBe(400);
  expect(problem.errors?.map(({ field }) => field).sort()).toEqual(['measure', 'name', 'windowMinutes']);
  for (const { message } of problem.errors ?? []) expect(message).toMatch(/expected/i);
});

test.each([
  ['/api/summary?from=yesterday', 'from'],
  ['/api/summary?from=2026-02-02T00:00:00Z&to=2026-02-01T00:00:00Z', 'to'],
  ['/api/trends?from=2020-01-01T00:00:00Z&to=2026-02-01T00:00:00Z', 'from'],
  ['/api/trends?by=mood', 'by'],
  ['/api/breakdown', 'by'],
  ['/api/summary?cause=bad-luck', 'cause'],
  ['/api/errors?limit=1000', 'limit'],
  ['/api/alerts?ruleId=7', 'ruleId'],
])('GET %s is refused for its field %s', async (path, field) => {
  const problem = await problemOf(await server.fetch(path, { headers: { authorization } }));
  expect(problem.status).toBe(400);
  expect(problem.errors?.map((error) => error.field.split('.')[0])).toContain(field);
});

test('query parameters that nobody knows are ignored', async () => {
  const response = await server.ask('GET', '/api/summary?utm_source=mail&cause=mfa&cause=consent');
  expect(response.status).toBe(200);
});

test.each([
  ['broken JSON', '{"name": ', 400],
  ['no body at all', undefined, 400],
  ['JSON that is no object', '"text"', 400],
  ['a prototype in disguise', '{"name":"x","__proto__":{"admin":true}}', 400],
  ['a body far larger than any settings are', JSON.stringify({ name: 'x'.repeat(2 * 1024 ** 2) }), 413],
])('%s is refused with a problem', async (_, body, status) => {
  const response = await server.fetch('/api/feeds', {
    method: 'POST',
    headers: json,
    ...(body === undefined ? {} : { body }),
  });
  expect((await problemOf(response)).status).toBe(status);
});

test('what breaks inside is told as 500 without a word of what it was; the log has it by the request id', async () => {
  await server.db.pool.query('alter table feeds rename to hidden_feeds');
  const response = await server.fetch('/api/feeds', { headers: { authorization } });
  const text = await response.clone().text();
  const problem = await problemOf(response);
  await server.db.pool.query('alter table hidden_feeds rename to feeds');
  expect(problem.status).toBe(500);
  expect(text).not.toMatch(/feeds|relation|prisma|\.js|select/i);
  const line = server.logs.find((entry) => entry.includes(problem.requestId) && entry.includes('stack'));
  expect(line).toBeDefined();
});

test('a request id that a proxy gave is kept if it is a plain word, and is on every answer', async () => {
  const answer = async (id: string) =>
    (await server.fetch('/healthz', { headers: { 'x-request-id': id } })).headers.get('x-request-id');
  expect(await answer('edge-0123456789')).toBe('edge-0123456789');
  expect(await answer('x" onload="alert(1)')).toMatch(/^[0-9a-f-]{36}$/);
});

test('answers of the API are for nobody else: no cache, no frame, no script', async () => {
  const { headers } = await server.ask('GET', '/api/session');
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('x-powered-by')).toBeNull();
});

test('the log of a request holds no query, no address and no header', async () => {
  await server.ask('GET', '/api/sign-ins?user=jane.doe@example.com&ip=198.51.100.7');
  const log = server.logs.join('');
  expect(log).toContain('/api/sign-ins');
  for (const text of ['jane.doe', '198.51.100.7', apiToken, '127.0.0.1', 'user-agent'])
    expect(log).not.toContain(text);
});
