import { gzipSync } from 'node:zlib';
import { ExtData, encode } from '@msgpack/msgpack';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../testing/start-test-server.js';
import { expectCounted, loggedRequest, makeFeed, plainAnswer } from './testing.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

let records = 0;

/** Sign-ins of an Auth0 tenant, as a shipper tails them from a file; no two are the same. */
function signIns(count: number): Record<string, unknown>[] {
  return Array.from({ length: count }, () => {
    records += 1;
    const date = '2026-03-01T10:00:00.000Z';
    return { log_id: `shipped-${records}`, date, type: 'fp', user_name: 'ada@example.com', ip: '192.0.2.7' };
  });
}

const lines = (values: unknown[]) => values.map((value) => `${JSON.stringify(value)}\n`).join('');
const taken = (dialect: 'fluent-bit' | 'fluentd' | 'vector' | 'logstash' | 'rsyslog' | 'syslog-ng') => ({
  status: 202,
  body: plainAnswer,
  dialect,
});

describe('Fluent Bit, output http', () => {
  const agent = { 'user-agent': 'Fluent-Bit' };
  /** With the time beside the record, as `json_date_key date` writes it. */
  const dated = (count: number) => signIns(count).map((record) => ({ date: 1_772_359_200.5, ...record }));

  test('format json: a list', () =>
    expectCounted(
      server,
      (key) => ({
        path: '/ingest',
        headers: { ...agent, authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify(dated(3)),
      }),
      { ...taken('fluent-bit'), accepted: 3 },
    ));

  test('format json_lines, packed with gzip, with the key as the password', () =>
    expectCounted(
      server,
      (key) => ({
        path: '/ingest',
        headers: {
          ...agent,
          authorization: `Basic ${Buffer.from(`turnaway:${key}`).toString('base64')}`,
          'content-type': 'application/x-ndjson',
          'content-encoding': 'gzip',
        },
        body: gzipSync(lines(dated(3))),
      }),
      { ...taken('fluent-bit'), accepted: 3 },
    ));

  test('format json_stream: objects end to end under the name of one', () =>
    expectCounted(
      server,
      (key) => ({
        path: `/ingest/${key}`,
        headers: { ...agent, 'content-type': 'application/json' },
        body: dated(3)
          .map((value) => JSON.stringify(value))
          .join(''),
      }),
      { ...taken('fluent-bit'), accepted: 3 },
    ));

  test('format msgpack: pairs of time and record, end to end', () =>
    expectCounted(
      server,
      (key) => ({
        path: '/ingest',
        headers: { ...agent, authorization: `Bearer ${key}`, 'content-type': 'application/msgpack' },
        body: Buffer.concat(
          signIns(3).map((record) => {
            const eventTime = new ExtData(0, Buffer.from('69a40e201dcd6500', 'hex'));
            return Buffer.from(encode([[eventTime, {}], record]));
          }),
        ),
      }),
      { ...taken('fluent-bit'), accepted: 3 },
    ));

  test('a tailed line under the key log, by PUT', () =>
    expectCounted(
      server,
      (key) => ({
        method: 'PUT',
        path: `/ingest?token=${key}`,
        headers: { ...agent, 'content-type': 'application/json' },
        body: JSON.stringify(
          signIns(2).map((record) => ({ date: 1_772_359_200, log: JSON.stringify(record) })),
        ),
      }),
      { ...taken('fluent-bit'), accepted: 2 },
    ));
});

describe('Fluentd, output http', () => {
  const agent = { 'user-agent': 'Ruby', accept: '*/*' };

  test('lines of JSON, its default', () =>
    expectCounted(
      server,
      (key) => ({
        path: '/ingest',
        headers: { ...agent, 'x-api-key': key, 'content-type': 'application/x-ndjson' },
        body: lines(signIns(3)),
      }),
      { ...taken('fluentd'), accepted: 3 },
    ));

  test('json_array: a list', () =>
    expectCounted(
      server,
      (key) => ({
        path: '/ingest',
        headers: { 'user-agent': 'fluentd', 'x-api-key': key, 'content-type': 'application/json' },
        body: JSON.stringify(signIns(3)),
      }),
      { ...taken('fluentd'), accepted: 3 },
    ));

  test('format msgpack: maps end to end, text as bytes', () =>
    expectCounted(
      server,
      (key) => ({
        path: '/ingest',
        headers: { ...agent, 'x-api-key': key, 'content-type': 'application/x-msgpack' },
        body: Buffer.concat(
          signIns(3).map((record) =>
            Buffer.from(encode({ ...record, user_name: Buffer.from('ada@example.com') })),
          ),
        ),
      }),
      { ...taken('fluentd'), accepted: 3 },
    ));
});

describe('Vector, sink http', () => {
  const agent = { 'user-agent': 'Vector/0.44.0 (x86_64-unknown-linux-gnu)', 'accept-encoding': 'identity' };

  test('json with newlines, packed with gzip: events with the line as message', () =>
    expectCounted(
      server,
      (key) => ({
        path: '/ingest',
        headers: {
          ...agent,
          authorization: `Bearer ${key}`,
          'content-type': 'application/x-ndjson',
          'content-encoding': 'gzip',
        },
        body: gzipSync(
          lines(
            signIns(3).map((record) => ({
              file: '/var/log/idp.log',
              host: 'gw.example.com',
              message: JSON.stringify(record),
              source_type: 'file',
              timestamp: '2026-03-01T10:00:01.000Z',
            })),
          ),
        ),
      }),
      { ...taken('vector'), accepted: 3 },
    ));

  test('json in a list', () =>
    expectCounted(
      server,
      (key) => ({
        path: '/ingest',
        headers: { ...agent, authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify(signIns(3)),
      }),
      { ...taken('vector'), accepted: 3 },
    ));
});

describe('Logstash, output http', () => {
  const agent = { 'user-agent': 'Manticore 0.9.1', connection: 'keep-alive' };
  const events = (count: number) =>
    signIns(count).map((record) => ({
      '@timestamp': '2026-03-01T10:00:01.000Z',
      '@version': '1',
      host: { name: 'gw.example.com' },
      message: JSON.stringify(record),
    }));

  test('format json_batch: a list', () =>
    expectCounted(
      server,
      (key) => ({
        path: '/ingest',
        headers: { ...agent, authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify(events(3)),
      }),
      { ...taken('logstash'), accepted: 3 },
    ));

  test('format json: one event a request', () =>
    expectCounted(
      server,
      (key) => ({
        method: 'PUT',
        path: '/ingest',
        headers: { ...agent, authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify(events(1)[0]),
      }),
      { ...taken('logstash'), accepted: 1 },
    ));
});

describe('rsyslog, omhttp', () => {
  test('batch.format newline, packed with gzip', () =>
    expectCounted(
      server,
      (key) => ({
        path: `/ingest/${key}`,
        headers: { accept: 'application/json', 'content-type': 'text/json', 'content-encoding': 'gzip' },
        body: gzipSync(lines(signIns(3))),
      }),
      { ...taken('rsyslog'), accepted: 3 },
    ));

  test('batch.format jsonarray and kafkarest', async () => {
    const headers = { 'user-agent': 'rsyslog', 'content-type': 'text/json' };
    const send = (body: unknown, accepted: number) =>
      expectCounted(server, (key) => ({ path: `/ingest/${key}`, headers, body: JSON.stringify(body) }), {
        ...taken('rsyslog'),
        accepted,
      });
    await send(signIns(3), 3);
    await send({ records: signIns(2).map((value) => ({ value })) }, 2);
  });

  test('lines of syslog as they came', () =>
    expectCounted(
      server,
      (key) => ({
        path: `/ingest/${key}`,
        headers: { 'user-agent': 'rsyslog', 'content-type': 'text/plain' },
        body: [
          '<86>1 2026-03-01T10:00:00Z gw sshd 711 - - Failed password for ada from 192.0.2.7 port 50022 ssh2',
          '<86>1 2026-03-01T10:00:05Z gw sshd 711 - - Accepted password for ada from 192.0.2.7 port 50022 ssh2',
        ].join('\n'),
      }),
      { ...taken('rsyslog'), accepted: 2 },
    ));
});

describe('syslog-ng, destination http()', () => {
  const agent = { 'user-agent': 'syslog-ng 3.38.1/libcurl 7.88.1' };

  test('lines between body-prefix and body-suffix, with a delimiter', () =>
    expectCounted(
      server,
      (key) => ({
        path: '/ingest',
        headers: { ...agent, authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: `[${signIns(3)
          .map((record) => JSON.stringify({ PROGRAM: 'idp', HOST: 'gw', MESSAGE: JSON.stringify(record) }))
          .join(',')}]`,
      }),
      { ...taken('syslog-ng'), accepted: 3 },
    ));

  test('what it cannot mend by sending again is answered with 422, which it drops', async () => {
    const { feedId, key } = await makeFeed(server);
    const headers = { ...agent, authorization: `Bearer ${key}` };
    const empty = await server.fetch('/ingest', { method: 'POST', headers, body: '' });
    expect(empty.status).toBe(422);
    const packed = { ...headers, 'content-encoding': 'lzma' };
    expect((await server.fetch('/ingest', { method: 'POST', headers: packed, body: 'x' })).status).toBe(422);
    // The request log says what the matter was all the same.
    const { notes } = await loggedRequest(server, feedId, 422);
    expect(notes).toContainEqual(expect.objectContaining({ kind: 'to-mend', code: 'encoding-unknown' }));
  });
});

test('the health checks of shippers need no body and are answered with 200', async () => {
  const { key } = await makeFeed(server);
  for (const [method, agent] of [
    ['HEAD', 'Vector/0.44.0'],
    ['GET', 'rsyslog'],
    ['HEAD', 'Manticore 0.9.1'],
  ] as const) {
    const headers = { 'user-agent': agent, authorization: `Bearer ${key}` };
    expect((await server.fetch('/ingest', { method, headers })).status).toBe(200);
  }
});
