import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ingestKey, startTestServer, type TestServer } from '../../testing/start-test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const json = (line: string) =>
  JSON.stringify({ streams: [{ stream: {}, values: [['1772362800000000000', line]] }] });
/** As much of a push in protobuf behind Snappy as is looked at: a length, a literal, a field. */
const snappy = (length: number) => Buffer.concat([Buffer.from([length, 0x0c, 0x0a]), Buffer.alloc(3)]);
const basic = `Basic ${Buffer.from(`tenant:${ingestKey}`).toString('base64')}`;

test.each([
  ['JSON', json('1'), { 'content-type': 'application/json' }, ['text', null]],
  [
    'JSON, packed',
    gzipSync(json('2')),
    { 'content-type': 'application/json', 'content-encoding': 'gzip' },
    ['text', 'gzip'],
  ],
  ['protobuf', snappy(4), { 'content-type': 'application/x-protobuf' }, ['loki-protobuf', 'snappy']],
  [
    'protobuf that says that it is packed',
    snappy(5),
    { 'content-type': 'application/x-protobuf', 'content-encoding': 'snappy' },
    ['loki-protobuf', 'snappy'],
  ],
  [
    'protobuf whose length is a brace',
    snappy(0x7b),
    { 'content-type': 'application/x-protobuf' },
    ['loki-protobuf', 'snappy'],
  ],
])('a push in %s is answered with 204 and nothing', async (_, body, headers, stored) => {
  const response = await server.fetch('/loki/api/v1/push', {
    method: 'POST',
    headers: { authorization: basic, 'x-scope-orgid': 'tenant', ...headers },
    body: typeof body === 'string' ? body : new Uint8Array(body),
  });
  expect([response.status, await response.text()]).toEqual([204, '']);
  const { rows } = await server.db.pool.query<{ wire_format: string; content_encoding: string | null }>(
    'select wire_format, content_encoding from batches order by received_at desc, id limit 1',
  );
  expect(rows.map(({ wire_format, content_encoding }) => [wire_format, content_encoding])).toEqual([stored]);
});

test('senders that ask whether it is up are told, with a key or without', async () => {
  for (const path of ['/ready', '/loki/ready']) {
    const response = await server.fetch(path);
    expect([response.status, await response.text()]).toEqual([200, 'ready\n']);
  }
  expect((await server.fetch('/ready', { headers: { authorization: 'Bearer twi_unknown' } })).status).toBe(
    401,
  );
});

test('an empty push is refused in a line of text', async () => {
  const response = await server.fetch('/loki/api/v1/push', {
    method: 'POST',
    headers: { authorization: basic },
  });
  expect(response.status).toBe(400);
  expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
  expect(await response.text()).toMatch(/^The body is empty.*\n$/);
});
