import { newApiTokenSchema, pageOf, readPseudonym, savedViewSchema } from '@turnaway/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../testing/start-test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const view = {
  name: 'Payroll, one person',
  path: '/errors',
  query: { filter: { app: ['Payroll'], user: ['alice@example.com'] }, range: '7d', own: { sort: 'people' } },
};

async function as(role: string) {
  const made = await server.ask('POST', '/api/api-tokens', { name: role, role });
  const { token } = newApiTokenSchema.parse(made.body);
  return async (method: string, path: string, body?: unknown) => {
    const response = await server.fetch(path, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const answer: unknown = text === '' ? undefined : JSON.parse(text);
    return { status: response.status, body: answer };
  };
}

async function save(over: object = {}) {
  const made = await server.ask('POST', '/api/views', { ...view, ...over });
  expect(made.status).toBe(201);
  return savedViewSchema.parse(made.body);
}

test('a view is saved, renamed, changed and deleted, and keeps what a change leaves out', async () => {
  const made = await save();
  expect(made).toMatchObject({ ...view, shared: true, isYours: true });
  const renamed = await server.ask('PATCH', `/api/views/${made.id}`, { name: 'Payroll' });
  expect(renamed.body).toMatchObject({ name: 'Payroll', path: '/errors', query: view.query });
  const changed = await server.ask('PATCH', `/api/views/${made.id}`, { query: { range: '1h' } });
  expect(changed.body).toMatchObject({ name: 'Payroll', query: { filter: {}, range: '1h', own: {} } });
  expect((await server.ask('DELETE', `/api/views/${made.id}`)).status).toBe(204);
  expect((await server.ask('GET', `/api/views/${made.id}`)).status).toBe(404);
});

test.each([
  ['path', { path: '/people/alice@example.com' }],
  ['path', { path: '//evil.example' }],
  ['query', { query: { filter: {}, cursor: 'x' } }],
  ['query.filter.cause', { query: { filter: { cause: ['nonsense'] } } }],
  ['query.from', { query: { from: 'yesterday' } }],
])('what no page could show is refused for %s', async (field, over) => {
  const answer = await server.ask('POST', '/api/views', { ...view, ...over });
  expect(answer.status).toBe(400);
  expect(JSON.stringify(answer.body)).toContain(field);
});

test('a private view is its author’s alone; a shared one is changed by its author or an admin', async () => {
  const member = await as('member');
  const own = savedViewSchema.parse((await member('POST', '/api/views', { ...view, shared: false })).body);
  const shared = await save();
  expect((await server.ask('GET', `/api/views/${own.id}`)).status).toBe(404);
  const seen = pageOf(savedViewSchema).parse((await member('GET', '/api/views')).body);
  expect(new Set(seen.items.map(({ id }) => id))).toEqual(new Set([own.id, shared.id]));
  expect((await member('DELETE', `/api/views/${shared.id}`)).status).toBe(403);
  expect((await member('PATCH', `/api/views/${own.id}`, { shared: true })).status).toBe(200);
  const admin = await as('admin');
  expect((await admin('DELETE', `/api/views/${own.id}`)).status).toBe(204);
});

test('who sees pseudonyms gets the view with one in place of the name, and saves nothing', async () => {
  const made = await save();
  const viewer = await as('viewer');
  const seen = savedViewSchema.parse((await viewer('GET', `/api/views/${made.id}`)).body);
  const [user = ''] = seen.query.filter.user ?? [];
  expect(readPseudonym(user)?.kind).toBe('person');
  expect(seen.query.filter.app).toEqual(['Payroll']);
  expect((await viewer('POST', '/api/views', view)).status).toBe(403);
  // Saved with a pseudonym, it is kept with the name: it opens the same for those who see names.
  const again = await save({ query: { filter: { user: [user] } } });
  expect(again.query.filter.user).toEqual(['alice@example.com']);
});
