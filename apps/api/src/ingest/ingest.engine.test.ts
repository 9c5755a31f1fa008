import { once } from 'node:events';
import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ingestKey, startTestServer, type TestServer } from '../testing/start-test-server.js';

const bodyBytesMax = 64 * 1024;
const enqueued: string[] = [];
let queueIsAway = false;
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(
    { TURNAWAY_MAX_BODY_BYTES: String(bodyBytesMax), TURNAWAY_MAX_BACKLOG_BATCHES: '1000' },
    (queue) => ({
      ...queue,
      async enqueue(name, payload, options) {
        if (queueIsAway) throw new Error('the queue is away');
        await queue.enqueue(name, payload, options);
        enqueued.push(`${name} ${options?.jobId}`);
      },
    }),
  );
});
afterAll(() => server.stop());

const authorization = `Bearer ${ingestKey}`;

function send(
  body: string | Buffer,
  headers: Record<string, string> = {},
  method = 'POST',
): Promise<Response> {
  const bytes = typeof body === 'string' ? body : new Uint8Array(body);
  return server.fetch('/ingest', { method, headers: { authorization, ...headers }, body: bytes });
}

async function batchOf(response: Response): Promise<string> {
  expect(response.status).toBe(202);
  const { batchId } = (await response.json()) as { batchId: string };
  return batchId;
}

test('what was answered with 202 is stored byte by byte, and enqueued by its id', async () => {
  const body = gzipSync('{"a":1}\n{"b":2}\n');
  const batchId = await batchOf(await send(body, { 'content-encoding': 'gzip', 'content-type': 'nonsense' }));
  const { rows } = await server.db.pool.query(
    'select body, content_encoding from batch_bodies join batches on id = batch_id where id = $1',
    [batchId],
  );
  expect(rows).toEqual([{ body, content_encoding: 'gzip' }]);
  await expect.poll(() => enqueued).toContain(`analyze-batch ${batchId}`);
  expect((await server.ask('GET', `/api/batches/${batchId}`)).body).toMatchObject({
    id: batchId,
    status: 'received',
  });
});

test('PUT is taken like POST', async () => {
  await batchOf(await send('put body', {}, 'PUT'));
});

test('a resend is answered with the first id, and enqueued once', async () => {
  const first = await batchOf(await send('the same bytes'));
  const second = await batchOf(await send('the same bytes'));
  expect(second).toBe(first);
  await expect.poll(() => enqueued.filter((job) => job.endsWith(first))).toHaveLength(1);
});

test('what is no JSON, or says another type than it is, is taken as it is', async () => {
  await batchOf(await send('{"broken": ', { 'content-type': 'application/json' }));
  await batchOf(await send('<xml/>', { 'content-type': 'text/json; charset=??' }));
});

test('an empty body is refused with 400', async () => {
  const response = await send('');
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ status: 400, detail: expect.stringContaining('empty') });
});

test('a body over the limit is refused with 413, announced or not', async () => {
  expect((await send(Buffer.alloc(bodyBytesMax + 1, 'x'))).status).toBe(413);
  expect(await sendChunked(bodyBytesMax + 1)).toBe(413);
  expect((await send(Buffer.alloc(bodyBytesMax, 'x'))).status).toBe(202);
});

test('an encoding that nobody here knows is refused with 415; the known ones are taken', async () => {
  expect((await send('x', { 'content-encoding': 'lzma' })).status).toBe(415);
  for (const encoding of ['gzip', 'x-gzip', 'deflate', 'zstd', 'br', 'snappy', 'identity', 'GZIP']) {
    expect((await send(`body in ${encoding}`, { 'content-encoding': encoding })).status).toBe(202);
  }
});

test('a feed that is switched off answers 410, and takes logs again when it is switched on', async () => {
  const feed = (await server.ask('POST', '/api/feeds', { name: 'off and on' })).body as { id: string };
  const { key } = (await server.ask('POST', '/api/ingest-keys', { feedId: feed.id })).body as { key: string };
  await server.ask('PATCH', `/api/feeds/${feed.id}`, { enabled: false });
  const post = () => server.fetch(`/ingest/${key}`, { method: 'POST', body: 'x' });
  expect((await post()).status).toBe(410);
  await server.ask('PATCH', `/api/feeds/${feed.id}`, { enabled: true });
  await expect.poll(async () => (await post()).status, { timeout: 10_000, interval: 250 }).toBe(202);
});

test('a queue that is away costs nobody a batch: the answer is 202, and the log says so', async () => {
  queueIsAway = true;
  const batchId = await batchOf(await send('while the queue is away'));
  await expect.poll(() => server.logs.join('')).toContain('could not be enqueued');
  queueIsAway = false;
  expect((await server.ask('GET', `/api/batches/${batchId}`)).body).toMatchObject({ status: 'received' });
});

test('a page of another site may send logs with a key, as it has no other way in', async () => {
  expect(
    (await send('cross', { origin: 'https://other.example', 'sec-fetch-site': 'cross-site' })).status,
  ).toBe(202);
});

function sendChunked(size: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(
      `${server.url}/ingest`,
      { method: 'POST', headers: { authorization } },
      (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      },
    );
    sent.on('error', reject);
    sent.write(Buffer.alloc(size / 2, 'x'));
    sent.end(Buffer.alloc(size / 2 + 1, 'x'));
  });
}

test('a sender that goes away in the middle is no error of ours', async () => {
  const before = server.logs.length;
  const arrived = once(server.app.getHttpServer(), 'request');
  const sent = request(`${server.url}/ingest`, {
    method: 'POST',
    headers: { authorization, 'content-length': 1_000 },
  });
  sent.on('error', () => undefined);
  sent.write('half');
  await arrived;
  sent.destroy();
  await batchOf(await send('after one that went away'));
  const problems = server.logs.slice(before).filter((line) => /"level":(40|50|60)/.test(line));
  expect(problems).toEqual([]);
});
