import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../testing/start-test-server.js';
import { countFeed, loggedRequest, makeFeed } from './testing.js';

const bodyBytesMax = 4_096;
let server: TestServer;
let cookie: string;
beforeAll(async () => {
  server = await startTestServer({ TURNAWAY_MAX_BODY_BYTES: String(bodyBytesMax) });
  cookie = await server.signIn();
});
afterAll(() => server.stop());

const record = (id: string) =>
  JSON.stringify({ log_id: id, date: '2026-03-01T10:00:00.000Z', type: 'fp', user_name: 'ada@example.com' });

function upload(feedId: string, body: string | Buffer, headers: Record<string, string> = {}) {
  return server.fetch(`/api/feeds/${feedId}/uploads`, {
    method: 'POST',
    headers: { cookie, origin: server.url, 'content-type': 'text/csv', ...headers },
    body: typeof body === 'string' ? body : new Uint8Array(body),
  });
}

test('who is signed in uploads a file with no key, and it is counted and logged like any request', async () => {
  const { feedId } = await makeFeed(server);
  const answer = await upload(feedId, `${record('up-1')}\n${record('up-2')}\n{"broken":\n`);
  expect(answer.status).toBe(202);
  expect(await answer.json()).toEqual({ batchId: expect.any(String), status: 'received' });
  expect(await countFeed(server, feedId)).toEqual([
    expect.objectContaining({ status: 'done', records: 3, accepted: 2, rejected: 1 }),
  ]);
  expect(await loggedRequest(server, feedId, 202)).toMatchObject({
    dialect: 'turnaway',
    path: `/api/feeds/${feedId}/uploads`,
    batch: { accepted: 2, rejected: 1 },
  });
});

test('a file that was uploaded before is the same batch, also where the feed asks senders for a signature', async () => {
  const verification = { scheme: 'keycloak', secret: 'a secret of the realm' };
  const { feedId } = await makeFeed(server, { verification });
  const packed = gzipSync(record('up-3'));
  const first = await (await upload(feedId, packed)).json();
  expect(await (await upload(feedId, packed)).json()).toEqual(first);
  expect(await countFeed(server, feedId)).toEqual([expect.objectContaining({ accepted: 1, duplicates: 0 })]);
});

test('who is not signed in, and a page of another site, are refused before the body is read', async () => {
  const { feedId, key } = await makeFeed(server);
  const path = `/api/feeds/${feedId}/uploads`;
  const stranger = { method: 'POST', headers: { 'x-api-key': key }, body: record('no') };
  expect((await server.fetch(path, stranger)).status).toBe(401);
  const crossSite = { origin: 'https://other.example', 'sec-fetch-site': 'cross-site' };
  expect((await upload(feedId, record('no'), crossSite)).status).toBe(403);
  expect(await countFeed(server, feedId)).toEqual([]);
});

test('a feed that is not there, one that is off, an empty file and one above the limit are told apart', async () => {
  expect((await upload('00000000-0000-4000-8000-000000000000', record('no'))).status).toBe(404);
  expect((await upload('no-id', record('no'))).status).toBe(404);
  const { feedId } = await makeFeed(server);
  expect((await upload(feedId, '')).status).toBe(400);
  const large = await upload(feedId, 'x'.repeat(bodyBytesMax + 1));
  expect(large.status).toBe(413);
  expect(await large.json()).toMatchObject({ type: 'urn:turnaway:problem:batch-too-large' });
  await server.ask('PATCH', `/api/feeds/${feedId}`, { enabled: false });
  expect((await upload(feedId, record('no'))).status).toBe(410);
});
