import {
  type Member,
  memberSchema,
  newApiTokenSchema,
  newInvitationSchema,
  pageOf,
  type Role,
} from '@turnaway/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { owner, startTestServer, type TestServer } from '../testing/start-test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const password = 'a password of my own';
const json = { 'content-type': 'application/json' };

async function invite(email: string, role: Role) {
  const made = await server.ask('POST', '/api/invitations', { email, role });
  expect(made.status).toBe(201);
  const { url, id } = newInvitationSchema.parse(made.body);
  return { id, url, token: new URL(url).hash.slice(1) };
}

async function post(path: string, body: unknown, headers: Record<string, string> = {}) {
  const response = await server.fetch(path, {
    method: 'POST',
    headers: { ...json, origin: server.url, ...headers },
    body: JSON.stringify(body),
  });
  return response;
}

async function join(email: string, role: Role): Promise<string> {
  const { token } = await invite(email, role);
  expect((await post('/api/auth/accept-invitation', { token, name: 'New', password })).status).toBe(204);
  return signIn(email);
}

async function signIn(email: string): Promise<string> {
  const response = await post('/api/auth/sign-in/email', { email, password });
  expect(response.status).toBe(200);
  return response.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
}

async function members(): Promise<Member[]> {
  return pageOf(memberSchema).parse((await server.ask('GET', '/api/members')).body).items;
}

async function idOf(email: string): Promise<string> {
  return (await members()).find((member) => member.email === email)?.id ?? 'nobody';
}

test('whoever has an invitation’s link makes an account with the role it names, once', async () => {
  const { token, url } = await invite('New.Member@example.com', 'member');
  expect(url).toBe(`${server.url}/join#${token}`);
  expect(await (await post('/api/auth/invitation', { token })).json()).toMatchObject({
    email: 'new.member@example.com',
    role: 'member',
    workspace: 'Default',
  });
  const accept = () => post('/api/auth/accept-invitation', { token, name: 'New Member', password });
  expect((await accept()).status).toBe(204);
  expect((await accept()).status).toBe(404);
  const cookie = await signIn('new.member@example.com');
  const session = await server.fetch('/api/session', { headers: { cookie } });
  expect(await session.json()).toMatchObject({ role: 'member', user: { name: 'New Member' } });
  const stored = await server.db.pool.query('select * from invitations');
  expect(stored.rows).toEqual([]);
});

test('a link that was taken back, replaced or is over lets nobody in', async () => {
  const first = await invite('late@example.com', 'viewer');
  const second = await invite('late@example.com', 'viewer');
  expect((await post('/api/auth/invitation', { token: first.token })).status).toBe(404);
  await server.db.pool.query(
    `update invitations set expires_at = now() - interval '1 second' where id = $1`,
    [second.id],
  );
  const accept = { token: second.token, name: 'Late', password };
  expect((await post('/api/auth/accept-invitation', accept)).status).toBe(404);
  const third = await invite('late@example.com', 'viewer');
  expect((await server.ask('DELETE', `/api/invitations/${third.id}`)).status).toBe(204);
  expect((await post('/api/auth/invitation', { token: third.token })).status).toBe(404);
  expect(await idOf('late@example.com')).toBe('nobody');
});

test('what is in a link is in no list and not in the database', async () => {
  const { token, id } = await invite('hashed@example.com', 'viewer');
  expect(JSON.stringify((await server.ask('GET', '/api/invitations')).body)).not.toContain(token);
  const { rows } = await server.db.pool.query('select i::text as row from invitations i where id = $1', [id]);
  expect(JSON.stringify(rows)).not.toContain(token);
});

test('the last owner can neither leave nor become less, also when two change at once', async () => {
  const ownerId = await idOf(owner.email);
  const demoted = await server.ask('PATCH', `/api/members/${ownerId}`, { role: 'admin' });
  expect(demoted).toMatchObject({ status: 409, body: { type: 'urn:turnaway:problem:last-owner' } });
  expect((await server.ask('DELETE', `/api/members/${ownerId}`)).status).toBe(409);
  await join('second.owner@example.com', 'owner');
  const secondId = await idOf('second.owner@example.com');
  const answers = await Promise.all([
    server.ask('PATCH', `/api/members/${ownerId}`, { role: 'viewer' }),
    server.ask('PATCH', `/api/members/${secondId}`, { role: 'viewer' }),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  const owners = (await members()).filter(({ role }) => role === 'owner');
  expect(owners).toHaveLength(1);
  await server.ask('PATCH', `/api/members/${ownerId}`, { role: 'owner' });
});

test('another role holds from the next request on, and a removed member is out at once', async () => {
  const cookie = await join('moved@example.com', 'viewer');
  const id = await idOf('moved@example.com');
  const makeFeed = () => post('/api/feeds', { name: 'by the moved one' }, { cookie });
  const refused = await makeFeed();
  expect(refused.status).toBe(403);
  expect(await refused.json()).toMatchObject({
    type: 'urn:turnaway:problem:no-right',
    detail: expect.stringContaining('admin'),
  });
  expect((await server.ask('PATCH', `/api/members/${id}`, { role: 'admin' })).body).toMatchObject({
    role: 'admin',
    isYou: false,
  });
  expect((await makeFeed()).status).toBe(201);
  expect((await server.ask('DELETE', `/api/members/${id}`)).status).toBe(204);
  expect((await server.fetch('/api/session', { headers: { cookie } })).status).toBe(401);
  expect((await post('/api/auth/sign-in/email', { email: 'moved@example.com', password })).status).toBe(401);
  await join('moved@example.com', 'viewer');
});

test('a viewer reads, and changes nothing; a member triages; an admin sets up; an owner has members', async () => {
  const some = '0b2f0f7e-4c1e-4f6e-9a43-1f2d3c4b5a69';
  const routes: [method: string, path: string, least: Role][] = [
    ['GET', '/api/summary', 'viewer'],
    ['GET', '/api/members', 'viewer'],
    ['POST', '/api/explain', 'viewer'],
    ['POST', `/api/alerts/${some}/ack`, 'member'],
    ['DELETE', `/api/silences/${some}`, 'member'],
    ['PATCH', '/api/workspace', 'admin'],
    ['GET', '/api/api-tokens', 'admin'],
    ['POST', '/api/channels/preview', 'admin'],
    ['PUT', '/api/code-overrides/entra/50126', 'admin'],
    ['POST', '/api/batches/retry-rejected', 'admin'],
    ['PATCH', `/api/members/${some}`, 'owner'],
    ['GET', '/api/invitations', 'owner'],
  ];
  const order: Role[] = ['viewer', 'member', 'admin', 'owner'];
  for (const role of order) {
    const made = await server.ask('POST', '/api/api-tokens', { name: role, role });
    const { token } = newApiTokenSchema.parse(made.body);
    for (const [method, path, least] of routes) {
      const response = await server.fetch(path, {
        method,
        headers: { authorization: `Bearer ${token}`, ...(method === 'GET' ? {} : json) },
        ...(method === 'GET' ? {} : { body: '{}' }),
      });
      const allowed = order.indexOf(role) >= order.indexOf(least);
      expect(response.status === 403, `${role} ${method} ${path}`).toBe(!allowed);
      if (!allowed) expect(response.headers.get('content-type')).toContain('problem+json');
    }
  }
});

test('nobody makes a token that may do more than they may', async () => {
  const made = await server.ask('POST', '/api/api-tokens', { name: 'admin' });
  const { token, role } = newApiTokenSchema.parse(made.body);
  expect(role).toBe('admin');
  const headers = { authorization: `Bearer ${token}` };
  expect((await post('/api/api-tokens', { name: 'more', role: 'owner' }, headers)).status).toBe(403);
  expect((await post('/api/api-tokens', { name: 'less', role: 'viewer' }, headers)).status).toBe(201);
});
