import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { apiToken, startTestServer, type TestServer } from '../testing/start-test-server.js';

const documentSchema = z.object({
  openapi: z.string(),
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        parameters: z.array(z.object({ name: z.string(), in: z.string() })).default([]),
        requestBody: z.object({ content: z.record(z.string(), z.unknown()) }).optional(),
        responses: z.record(z.string(), z.object({ content: z.record(z.string(), z.unknown()).optional() })),
      }),
    ),
  ),
});

let server: TestServer;
let routes: { method: string; path: string }[];
let document: z.output<typeof documentSchema>;
beforeAll(async () => {
  server = await startTestServer();
  document = documentSchema.parse((await server.ask('GET', '/api/openapi.json')).body);
  routes = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.keys(item).map((method) => ({ method: method.toUpperCase(), path })),
  );
});
afterAll(() => server.stop());

test('the document lists every route', () => {
  expect(routes.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(
    [
      ...['GET', 'POST', 'PUT', 'OPTIONS'].flatMap((method) => [
        `${method} /ingest`,
        `${method} /ingest/{key}`,
      ]),
      'POST /services/collector',
      'POST /services/collector/1.0',
      'POST /services/collector/event',
      'POST /services/collector/event/1.0',
      'POST /services/collector/raw',
      'POST /services/collector/raw/1.0',
      'POST /v1/logs',
      'POST /otlp/v1/logs',
      'POST /loki/api/v1/push',
      'POST /api/prom/push',
      'POST /api/v2/logs',
      'POST /v1/input',
      'POST /v1/input/{key}',
      ...['POST', 'PUT'].flatMap((method) => [
        `${method} /es/_bulk`,
        `${method} /es/{index}/_bulk`,
        `${method} /es/{index}/{type}/_bulk`,
      ]),
      'GET /healthz',
      'GET /readyz',
      'GET /metrics',
      'POST /api/auth/sign-in/email',
      'POST /api/auth/sign-out',
      'GET /api/auth/get-session',
      'POST /api/auth/change-password',
      'POST /api/auth/invitation',
      'POST /api/auth/accept-invitation',
      'GET /api/session',
      'GET /api/summary',
      'GET /api/trends',
      'GET /api/errors',
      'GET /api/errors/{system}/{code}',
      'GET /api/errors/{system}/{code}/related',
      'GET /api/error-groups',
      'POST /api/error-groups/bulk',
      'GET /api/error-groups/{system}/{code}',
      'PATCH /api/error-groups/{system}/{code}',
      'POST /api/error-groups/{system}/{code}/comments',
      'GET /api/breakdown',
      'GET /api/cause-source-grid',
      'GET /api/sign-ins',
      'GET /api/sign-ins/{id}',
      'GET /api/sign-ins/{id}/attempt',
      'GET /api/sign-ins/{id}/raw',
      'GET /api/batches',
      'GET /api/batches/{id}',
      'GET /api/batches/{id}/rejects',
      'POST /api/batches/{id}/retry',
      'POST /api/batches/retry-rejected',
      'GET /api/catalog',
      'GET /api/catalog/{system}/{code}',
      'GET /api/catalog-systems',
      'POST /api/explain',
      'GET /api/code-overrides',
      'PUT /api/code-overrides/{system}/{code}',
      'DELETE /api/code-overrides/{system}/{code}',
      'GET /api/unknown-codes',
      'GET /api/feeds',
      'POST /api/feeds',
      'GET /api/feeds/{id}',
      'POST /api/feeds/{id}/uploads',
      'GET /api/sender-setups',
      'GET /api/ingest-requests',
      'PATCH /api/feeds/{id}',
      'GET /api/ingest-keys',
      'POST /api/ingest-keys',
      'DELETE /api/ingest-keys/{id}',
      'GET /api/api-tokens',
      'GET /api/attempts',
      'POST /api/api-tokens',
      'DELETE /api/api-tokens/{id}',
      'GET /api/views',
      'POST /api/views',
      'GET /api/views/{id}',
      'PATCH /api/views/{id}',
      'DELETE /api/views/{id}',
      'GET /api/marks',
      'POST /api/marks',
      'DELETE /api/marks/{id}',
      'GET /api/reveals',
      'POST /api/reveals',
      'GET /api/members',
      'PATCH /api/members/{id}',
      'DELETE /api/members/{id}',
      'GET /api/invitations',
      'POST /api/invitations',
      'DELETE /api/invitations/{id}',
      'GET /api/alert-rules',
      'POST /api/alert-rules',
      'POST /api/alert-rules/preview',
      'GET /api/alert-rules/{id}',
      'PATCH /api/alert-rules/{id}',
      'DELETE /api/alert-rules/{id}',
      'GET /api/alert-groups',
      'GET /api/alerts',
      'GET /api/alerts/stream',
      'GET /api/live',
      'GET /api/alerts/{id}',
      'POST /api/alerts/{id}/ack',
      'GET /api/alerts/{id}/changes',
      'POST /api/alerts/{id}/mute',
      'DELETE /api/alerts/{id}/mute',
      'GET /api/alert-rules/{id}/evaluations',
      'GET /api/silences',
      'POST /api/silences',
      'GET /api/silences/{id}',
      'PATCH /api/silences/{id}',
      'DELETE /api/silences/{id}',
      'GET /api/channels',
      'POST /api/channels',
      'POST /api/channels/preview',
      'GET /api/channels/{id}',
      'PATCH /api/channels/{id}',
      'DELETE /api/channels/{id}',
      'POST /api/channels/{id}/send-missed',
      'POST /api/channels/{id}/test',
      'POST /api/channels/{id}/rotate-secret',
      'GET /api/deliveries',
      'POST /api/deliveries/replay',
      'POST /api/deliveries/{id}/retry',
      'GET /api/workspace',
      'PATCH /api/workspace',
    ].sort(),
  );
});

test('every route says what it takes and answers, and how it refuses', () => {
  const summary = document.paths['/api/summary']?.get;
  const names = summary?.parameters.map(({ name }) => name) ?? [];
  expect(names).toEqual(expect.arrayContaining(['from', 'to', 'system', 'cause', 'app', 'country']));
  expect(Object.keys(document.paths['/api/alert-rules']?.post?.requestBody?.content ?? {})).toEqual([
    'application/json',
  ]);
  for (const [path, item] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(item)) {
      if (method === 'options') continue;
      expect(Object.keys(operation.responses.default?.content ?? {}), `${method} ${path}`).toEqual([
        'application/problem+json',
      ]);
      const answers = Object.keys(operation.responses).filter((status) => /^2/.test(status));
      expect(answers, `${method} ${path}`).toHaveLength(1);
    }
  }
});

test('no route under /api answers without credentials, except to sign in', async () => {
  const guarded = routes.filter(({ path }) => path.startsWith('/api/') && !path.startsWith('/api/auth/'));
  expect(guarded.length).toBeGreaterThan(35);
  const logAddresses = new Set(['/api/v2/logs', '/api/prom/push']);
  const unlisted = [
    '/api/openapi.json',
    '/api/docs',
    '/api/docs/swagger-ui-init.js',
    '/api/docs/swagger-ui.css',
  ].map((path) => ({ method: 'GET', path }));
  const disguised = ['/api', '/api/', '/api/nothing', '/%61pi/session', '/api/session?x=/api/auth/'].map(
    (path) => ({
      method: 'GET',
      path,
    }),
  );
  for (const { method, path } of [...guarded, ...unlisted, ...disguised]) {
    const address = path.replace(/\{\w+\}/g, '0b2f0f7e-4c1e-4f6e-9a43-1f2d3c4b5a69');
    const response = await server.fetch(address, {
      method,
      headers: { 'content-type': 'application/json', cookie: 'turnaway.session_token=made.up' },
      ...(method === 'GET' || method === 'DELETE' ? {} : { body: '{}' }),
    });
    expect(response.status, `${method} ${path}`).toBe(401);
    // Addresses that take logs refuse in the words of their senders.
    if (logAddresses.has(path)) continue;
    expect(await response.json(), `${method} ${path}`).toMatchObject({ status: 401, title: 'Unauthorized' });
  }
});

test('the pages to browse the contract work under their content security policy', async () => {
  const headers = { authorization: `Bearer ${apiToken}` };
  const page = await server.fetch('/api/docs', { headers });
  expect(page.status).toBe(200);
  const policy = page.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("script-src 'self';");
  const html = await page.text();
  expect(html).not.toMatch(/<script(?![^>]*src=)/);
  for (const [, address = ''] of html.matchAll(/<(?:script|link)[^>]*(?:src|href)=['"]([^'"]+)['"]/g)) {
    const part = await server.fetch(new URL(address, `${server.url}/api/docs`).pathname, { headers });
    expect(part.status, address).toBe(200);
    await part.arrayBuffer();
  }
});
