import { gzipSync } from 'node:zlib';
import protobuf from 'protobufjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ingestKey, startTestServer, type TestServer } from '../../testing/start-test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const { root } = protobuf.parse(`
  syntax = "proto3";
  message Request { repeated ResourceLogs resource_logs = 1; }
  message ResourceLogs { repeated ScopeLogs scope_logs = 2; }
  message ScopeLogs { repeated LogRecord log_records = 2; }
  message LogRecord { AnyValue body = 5; }
  message AnyValue { string string_value = 1; }
  message Response { PartialSuccess partial_success = 1; }
  message PartialSuccess { int64 rejected_log_records = 1; string error_message = 2; }
  message Status { int32 code = 1; string message = 2; }
`);
const requestOf = (text: string) => ({
  resourceLogs: [{ scopeLogs: [{ logRecords: [{ body: { stringValue: text } }] }] }],
});
function encode(text: string): Buffer {
  const type = root.lookupType('Request');
  return Buffer.from(type.encode(type.fromObject(requestOf(text))).finish());
}
function decode(name: string, bytes: Buffer): Record<string, unknown> {
  const type = root.lookupType(name);
  return type.toObject(type.decode(bytes), { longs: Number });
}

async function post(
  body: string | Buffer,
  type: string,
  headers: Record<string, string> = {},
  path = '/v1/logs',
) {
  const response = await server.fetch(path, {
    method: 'POST',
    headers: { 'x-api-key': ingestKey, 'content-type': type, ...headers },
    body: typeof body === 'string' ? body : new Uint8Array(body),
  });
  return {
    status: response.status,
    type: response.headers.get('content-type')?.split(';')[0],
    body: Buffer.from(await response.arrayBuffer()),
  };
}

async function storedFormats(): Promise<unknown[]> {
  const { rows } = await server.db.pool.query(
    'select wire_format, content_encoding from batches order by received_at desc, id limit 1',
  );
  return rows;
}

const protobufType = 'application/x-protobuf';

describe('a request is answered in its own encoding, and stored as it came', () => {
  test.each([
    ['protobuf', protobufType, encode('1'), {}, { wire_format: 'otlp-protobuf', content_encoding: null }],
    [
      'protobuf, packed',
      protobufType,
      gzipSync(encode('2')),
      { 'content-encoding': 'gzip' },
      { wire_format: 'otlp-protobuf', content_encoding: 'gzip' },
    ],
    [
      'JSON',
      'application/json',
      JSON.stringify(requestOf('3')),
      {},
      { wire_format: 'text', content_encoding: null },
    ],
    [
      'JSON, packed',
      'application/json; charset=utf-8',
      gzipSync(JSON.stringify(requestOf('4'))),
      { 'content-encoding': 'gzip' },
      { wire_format: 'text', content_encoding: 'gzip' },
    ],
  ])('%s', async (_, type, body, headers, stored) => {
    const answer = await post(body, type, headers);
    expect(answer).toMatchObject({ status: 200, type: type.split(';')[0] });
    expect(answer.body.toString()).toBe(type === protobufType ? '' : '{}');
    expect(await storedFormats()).toEqual([stored]);
  });

  test('also where its type names the other encoding, and at the address that Loki has for it', async () => {
    const asProtobuf = await post(JSON.stringify(requestOf('5')), protobufType, {}, '/otlp/v1/logs');
    expect(asProtobuf).toMatchObject({ status: 200, type: protobufType });
    expect(await storedFormats()).toEqual([{ wire_format: 'text', content_encoding: null }]);
  });
});

test.each([
  ['protobuf', protobufType, '', ''],
  ['JSON', 'application/json', '{}', '{}'],
  ['JSON', 'application/json', '{"resourceLogs":[]}', '{}'],
])('a request without records is a good one: %s', async (_, type, body, said) => {
  expect((await post(body, type)).status).toBe(200);
  expect((await post(body, type)).body.toString()).toBe(said);
});

test.each([
  ['text', 'Failed password for root'],
  ['traces', '{"resourceSpans":[]}'],
])('%s is refused as bad data, by google.rpc.Status', async (_, body) => {
  const inJson = await post(body, 'application/json');
  expect(inJson).toMatchObject({ status: 400, type: 'application/json' });
  expect(JSON.parse(inJson.body.toString())).toEqual({ code: 3, message: expect.stringMatching(/\.$/) });
  const inProtobuf = await post(body, protobufType);
  expect(inProtobuf).toMatchObject({ status: 400, type: protobufType });
  expect(decode('Status', inProtobuf.body)).toEqual({ code: 3, message: expect.stringMatching(/\.$/) });
});

describe('partial success', () => {
  const setCounts = (values: string) =>
    server.db.pool.query(
      `update batches set ${values} where id = (select id from batches order by received_at desc limit 1)`,
    );

  test('a request that is sent again after it was counted is told its rejects', async () => {
    await post(encode('some of it is bad'), protobufType);
    await setCounts("status = 'done', records = 7, accepted = 4, rejected = 3");
    const again = await post(encode('some of it is bad'), protobufType);
    expect(decode('Response', again.body)).toEqual({
      partialSuccess: {
        rejectedLogRecords: 3,
        errorMessage: expect.stringContaining('3 of 7 records could not be read'),
      },
    });
  });

  test('a feed of which nothing can be read is warned, with no record rejected', async () => {
    const feed = (await server.ask('POST', '/api/feeds', { name: 'all bad' })).body as { id: string };
    const made = (await server.ask('POST', '/api/ingest-keys', { feedId: feed.id })).body as { key: string };
    const headers = { 'x-api-key': made.key };
    await post(JSON.stringify(requestOf('first')), 'application/json', headers);
    await setCounts("status = 'done', records = 2, rejected = 2");
    const next = async (n: number) => {
      const { body } = await post(JSON.stringify(requestOf(`next ${n}`)), 'application/json', headers);
      return JSON.parse(body.toString()) as unknown;
    };
    let n = 0;
    // What the feed's last request came to is looked up every few seconds.
    await expect
      .poll(() => next(n++), { timeout: 20_000, interval: 500 })
      .toEqual({
        partialSuccess: {
          rejectedLogRecords: '0',
          errorMessage: expect.stringContaining('None of the 2 records'),
        },
      });
  });
});
