import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiToken, owner, startTestServer, type TestServer } from '../testing/start-test-server.js';

let server: TestServer;
let cookie: string;
beforeAll(async () => {
  server = await startTestServer();
  cookie = await server.signIn();
});
afterAll(() => server.stop());

const json = { 'content-type': 'application/json' };

test('who signs in gets a session in a cookie that scripts and other sites cannot use', async () => {
  const response = await server.fetch('/api/auth/sign-in/email', {
    method: 'POST',
    headers: { ...json, origin: server.url },
    body: JSON.stringify(owner),
  });
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({
    user: { id: expect.any(String), email: owner.email, name: owner.email },
  });
  const [setCookie = ''] = response.headers.getSetCookie();
  expect(setCookie).toMatch(/HttpOnly/i);
  expect(setCookie).toMatch(/SameSite=Lax/i);
  const session = await server.fetch('/api/session', { headers: { cookie } });
  expect(await session.json()).toEqual({
    user: { email: owner.email, name: owner.email },
    role: 'owner',
    people: 'full',
    workspace: { id: 'default', name: 'Default' },
    publicUrl: server.url,
    version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
  });
});

test('an API token is as good as a session', async () => {
  const session = await server.ask('GET', '/api/session');
  expect(session.body).toMatchObject({ workspace: { id: 'default' } });
  const wrong = await server.fetch('/api/session', { headers: { authorization: 'Bearer twa_wrong' } });
  expect(wrong.status).toBe(401);
});

test('a wrong password is refused without saying whether the account exists', async () => {
  const tryAs = async (email: string) => {
    const response = await server.fetch('/api/auth/sign-in/email', {
      method: 'POST',
      headers: { ...json, origin: server.url },
      body: JSON.stringify({ email, password: 'not the password' }),
    });
    const { detail } = (await response.json()) as { detail: string };
    return { status: response.status, detail, type: response.headers.get('content-type') };
  };
  const known = await tryAs(owner.email);
  expect(known).toMatchObject({ status: 401, type: expect.stringContaining('problem+json') });
  expect(await tryAs('nobody@example.com')).toEqual(known);
});

test('a password is changed by who knows the old one alone, and all other sessions end', async () => {
  const other = await server.signIn();
  let own = await server.signIn();
  const change = async (currentPassword: string, newPassword: string) => {
    const response = await server.fetch('/api/auth/change-password', {
      method: 'POST',
      headers: { ...json, cookie: own, origin: server.url },
      body: JSON.stringify({ currentPassword, newPassword }),
    });
    own = response.headers.getSetCookie()[0]?.split(';', 1)[0] ?? own;
    return response.status;
  };
  expect(await change('not the password', 'another long password')).toBe(400);
  expect(await change(owner.password, 'short')).toBe(400);
  expect(await change(owner.password, 'another long password')).toBe(200);
  expect((await server.fetch('/api/session', { headers: { cookie: other } })).status).toBe(401);
  expect(await change('another long password', owner.password)).toBe(200);
  cookie = own;
});

test('signing out ends the session', async () => {
  const own = await server.signIn();
  const headers = { cookie: own, origin: server.url };
  expect((await server.fetch('/api/auth/sign-out', { method: 'POST', headers })).status).toBe(200);
  expect((await server.fetch('/api/session', { headers: { cookie: own } })).status).toBe(401);
});

test('nobody can make an account over HTTP, nor reach what is not named', async () => {
  for (const path of ['sign-up/email', 'request-password-reset', 'update-user', 'delete-user']) {
    const response = await server.fetch(`/api/auth/${path}`, {
      method: 'POST',
      headers: { ...json, cookie, origin: server.url },
      body: JSON.stringify({ email: 'x@example.com', password: 'long enough', name: 'x' }),
    });
    expect([401, 404]).toContain(response.status);
  }
  expect(await server.db.prisma.user.count()).toBe(1);
});

test.each([
  ['another site, by Sec-Fetch-Site', { 'sec-fetch-site': 'cross-site' }],
  ['a sibling site, by Sec-Fetch-Site', { 'sec-fetch-site': 'same-site' }],
  ['another site, by Origin', { origin: 'https://evil.example' }],
  ['an opaque origin', { origin: 'null' }],
])('a change asked for from %s is refused, with a session or to sign in', async (_, from) => {
  const change = await server.fetch('/api/feeds', {
    method: 'POST',
    headers: { ...json, cookie, ...from },
    body: JSON.stringify({ name: 'planted' }),
  });
  expect(change.status).toBe(403);
  expect(await change.json()).toMatchObject({ status: 403, requestId: expect.any(String) });
  const signIn = await server.fetch('/api/auth/sign-in/email', {
    method: 'POST',
    headers: { ...json, ...from },
    body: JSON.stringify(owner),
  });
  expect(signIn.status).toBe(403);
  expect(await server.db.prisma.feed.count({ where: { name: 'planted' } })).toBe(0);
});

test('a change asked for from our own pages is made', async () => {
  const own: Record<string, string>[] = [{ origin: server.url }, { 'sec-fetch-site': 'same-origin' }];
  for (const [index, from] of own.entries()) {
    const response = await server.fetch('/api/feeds', {
      method: 'POST',
      headers: { ...json, cookie, ...from },
      body: JSON.stringify({ name: `own ${index}` }),
    });
    expect(response.status).toBe(201);
  }
});

test('guessing a password ends after ten tries a minute, also for one who claims other addresses', async () => {
  const statuses: number[] = [];
  for (let attempt = 0; attempt < 14; attempt += 1) {
    const response = await server.fetch('/api/auth/sign-in/email', {
      method: 'POST',
      headers: {
        ...json,
        origin: server.url,
        'x-forwarded-for': `203.0.113.${attempt}`,
        'x-turnaway-address': `198.51.100.${attempt}`,
      },
      body: JSON.stringify({ email: owner.email, password: `guess ${attempt}` }),
    });
    statuses.push(response.status);
    if (response.status === 429) expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
  }
  expect(statuses).toContain(429);
  expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(10);
  expect(statuses.at(-1)).toBe(429);
});

test('the log names nobody and holds no secret', () => {
  const log = server.logs.join('');
  for (const text of [owner.email, owner.password, apiToken, cookie.split('=')[1] ?? '?', 'evil.example']) {
    expect(log).not.toContain(text);
  }
});
