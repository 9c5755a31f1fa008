import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../testing/start-test-server.js';

interface Seen {
  method: string | undefined;
  url: string | undefined;
  headers: IncomingHttpHeaders;
  body: string;
}

/** A stand-in for the dashboard's own process. */
let dashboard: Server;
let server: TestServer;
const seen: Seen[] = [];
const policy = "default-src 'self'; script-src 'nonce-1'";
beforeAll(async () => {
  dashboard = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method, url, headers } = request;
    seen.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
    response.writeHead(200, { 'content-type': 'text/html', 'content-security-policy': policy });
    response.end('<p>dashboard</p>');
  });
  const port = await new Promise<number>((resolve, reject) => {
    dashboard.listen(0, '127.0.0.1', () => {
      const address = dashboard.address();
      if (typeof address === 'object' && address !== null) resolve(address.port);
      else reject(new Error('no port'));
    });
  });
  server = await startTestServer({ TURNAWAY_DASHBOARD_URL: `http://127.0.0.1:${port}` });
});
afterAll(async () => {
  await server.stop();
  dashboard.close();
});

test('what is not the API is the dashboard, with its own content security policy', async () => {
  for (const path of ['/', '/errors/entra/50126?from=a%20b&x=1&x=2', '/_next/static/chunk.js', '/apis']) {
    const response = await server.fetch(path);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('<p>dashboard</p>');
    expect(response.headers.get('content-security-policy')).toBe(policy);
    expect(seen.at(-1)?.url).toBe(path);
  }
});

test('the dashboard hears by which address it was asked, and through whom', async () => {
  await server.fetch('/', { headers: { 'x-forwarded-for': '203.0.113.9', cookie: 'theme=dark' } });
  const headers = seen.at(-1)?.headers ?? {};
  const host = new URL(server.url).host;
  expect(headers).toMatchObject({
    host,
    'x-forwarded-host': host,
    'x-forwarded-proto': 'http',
    cookie: 'theme=dark',
  });
  expect(headers['x-forwarded-for']).toBe('203.0.113.9, 127.0.0.1');
});

test('bodies of any type pass through to the dashboard', async () => {
  await server.fetch('/action', {
    method: 'POST',
    body: '{"a":1}',
    headers: { 'content-type': 'application/json' },
  });
  expect(seen.at(-1)).toMatchObject({ method: 'POST', body: '{"a":1}' });
  await server.fetch('/action', { method: 'POST', body: 'a=1', headers: { 'content-type': 'text/odd' } });
  expect(seen.at(-1)).toMatchObject({ method: 'POST', body: 'a=1' });
});

test('addresses under /api and /ingest never reach the dashboard', async () => {
  const before = seen.length;
  for (const path of [
    '/api',
    '/api/',
    '/api/nothing',
    '/api/auth/nothing',
    '/ingest',
    '/ingest/x',
    '/healthz',
  ]) {
    await server.fetch(path);
  }
  expect(seen.length).toBe(before);
});

test('a dashboard that is down is explained in plain words, and the API goes on', async () => {
  dashboard.closeAllConnections();
  await new Promise((resolve) => dashboard.close(resolve));
  const response = await server.fetch('/');
  expect(response.status).toBe(502);
  expect(response.headers.get('content-type')).toMatch(/^text\/html/);
  expect(await response.text()).toContain('The dashboard is not answering');
  expect((await server.fetch('/healthz')).status).toBe(200);
});
