import {
  feedSchema,
  ingestKeySchema,
  newIngestKeySchema,
  pageOf,
  workspaceSchema,
} from '@turnaway/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { startTestServer, type TestServer } from '../testing/start-test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

async function make(name: string) {
  const { status, body } = await server.ask('POST', '/api/feeds', { name });
  expect(status).toBe(201);
  return feedSchema.parse(body);
}

test('a feed is made, read, changed field by field, and counted', async () => {
  const made = await make('entra prod');
  expect(made).toMatchObject({ systemHint: null, enabled: true, batches: 0, newestBatchAt: null });
  const hinted = await server.ask('PATCH', `/api/feeds/${made.id}`, { systemHint: 'entra' });
  expect(hinted.body).toEqual({ ...made, systemHint: 'entra' });
  const renamed = await server.ask('PATCH', `/api/feeds/${made.id}`, { name: 'entra' });
  expect(renamed.body).toEqual({ ...made, systemHint: 'entra', name: 'entra' });
  const { key } = newIngestKeySchema.parse(
    (await server.ask('POST', '/api/ingest-keys', { feedId: made.id })).body,
  );
  await server.fetch(`/ingest/${key}`, { method: 'POST', body: 'one' });
  const read = feedSchema.parse((await server.ask('GET', `/api/feeds/${made.id}`)).body);
  expect(read.batches).toBe(1);
  expect(read.newestBatchAt).not.toBeNull();
});

test("a feed's time zone is UTC unless it is set, and is a zone by its IANA name", async () => {
  const made = await make('in a zone');
  expect(made.timeZone).toBe('UTC');
  const moved = await server.ask('PATCH', `/api/feeds/${made.id}`, { timeZone: 'Europe/Oslo' });
  expect(moved.body).toEqual({ ...made, timeZone: 'Europe/Oslo' });
  for (const timeZone of ['Oslo', '+01:00', 'Europe/Nowhere']) {
    const refused = await server.ask('PATCH', `/api/feeds/${made.id}`, { timeZone });
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ field: 'timeZone' }] } });
  }
});

test('two feeds cannot have one name', async () => {
  await make('taken');
  const other = await make('free');
  for (const answer of [
    await server.ask('POST', '/api/feeds', { name: 'taken' }),
    await server.ask('PATCH', `/api/feeds/${other.id}`, { name: 'taken' }),
  ]) {
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({ errors: [{ field: 'name' }] });
  }
});

test('a list is read page by page, every row once, newest first', async () => {
  for (let index = 0; index < 5; index += 1) await make(`page ${index}`);
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams({ limit: '2', ...(cursor === null ? {} : { cursor }) });
    const page = pageOf(feedSchema).parse((await server.ask('GET', `/api/feeds?${query}`)).body);
    expect(page.items.length).toBeLessThanOrEqual(2);
    seen.push(...page.items.map(({ id }) => id));
    expect(page.total).toBe(await server.db.prisma.feed.count());
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen).toHaveLength(await server.db.prisma.feed.count());
});

test('an ingest key is shown once, belongs to a feed, and can be taken away once', async () => {
  const feed = await make('with keys');
  const made = newIngestKeySchema.parse(
    (await server.ask('POST', '/api/ingest-keys', { feedId: feed.id, name: 'collector 1' })).body,
  );
  expect(made.key).toMatch(/^twi_[\w-]{43}$/);
  expect(made.key.startsWith(made.preview)).toBe(true);
  const listed = await server.ask('GET', `/api/ingest-keys?feedId=${feed.id}`);
  expect(
    pageOf(ingestKeySchema)
      .parse(listed.body)
      .items.map(({ id }) => id),
  ).toEqual([made.id]);
  expect(JSON.stringify(listed.body)).not.toContain(made.key);
  expect((await server.ask('DELETE', `/api/ingest-keys/${made.id}`)).status).toBe(204);
  expect((await server.ask('DELETE', `/api/ingest-keys/${made.id}`)).status).toBe(404);
});

test('a key for a feed that is not there is refused for its field', async () => {
  for (const feedId of ['nonsense', '0b2f0f7e-4c1e-4f6e-9a43-1f2d3c4b5a69']) {
    const answer = await server.ask('POST', '/api/ingest-keys', { feedId });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ field: 'feedId' }] } });
  }
});

test('an API token is shown once, works, and stops within seconds when it is taken away', async () => {
  const made = z
    .object({ id: z.string(), token: z.string() })
    .parse((await server.ask('POST', '/api/api-tokens', { name: 'ci' })).body);
  const use = () => server.fetch('/api/session', { headers: { authorization: `Bearer ${made.token}` } });
  expect(await (await use()).json()).toMatchObject({ user: { name: 'ci' } });
  const listed = JSON.stringify((await server.ask('GET', '/api/api-tokens')).body);
  expect(listed).toContain(made.id);
  expect(listed).not.toContain(made.token);
  expect((await server.ask('DELETE', `/api/api-tokens/${made.id}`)).status).toBe(204);
  await expect.poll(async () => (await use()).status, { timeout: 10_000, interval: 250 }).toBe(401);
});

test('the workspace keeps what a change leaves out, and refuses what no one would want', async () => {
  const before = workspaceSchema.parse((await server.ask('GET', '/api/workspace')).body);
  const after = await server.ask('PATCH', '/api/workspace', { retention: { signInDays: 90 } });
  expect(after.body).toEqual({ ...before, retention: { ...before.retention, signInDays: 90 } });
  const refused = await server.ask('PATCH', '/api/workspace', { retention: { signInDays: 0 } });
  expect(refused).toMatchObject({ status: 400, body: { errors: [{ field: 'retention.signInDays' }] } });
});
