import { gzipSync } from 'node:zlib';
import { snappyCompress } from 'hysnappy';
import protobuf from 'protobufjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../testing/start-test-server.js';
import { type Capture, expectCounted } from './testing.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const seconds = 1_772_359_200;
const nanos = `${seconds}000000000`;
let records = 0;

/** Three sign-ins of an Auth0 tenant, as a shipper tails them from a file; no two are the same. */
function signIns(): Record<string, unknown>[] {
  return ['a', 'b', 'c'].map((user) => {
    records += 1;
    const date = '2026-03-01T10:00:00.000Z';
    return { log_id: `sent-${records}`, date, type: 'fp', user_name: `${user}@example.com`, ip: '192.0.2.7' };
  });
}
const texts = () => signIns().map((record) => JSON.stringify(record));
const end = (values: unknown[], separator = '') =>
  values.map((value) => JSON.stringify(value)).join(separator);
const basic = (user: string, key: string) => `Basic ${Buffer.from(`${user}:${key}`).toString('base64')}`;
const json = { 'content-type': 'application/json' };
const gzip = { 'content-encoding': 'gzip' };
const channel = '0f3c2b1a-5d6e-4f70-8192-a3b4c5d6e7f8';

type Sender = [name: string, capture: (key: string) => Capture, body?: unknown];

describe.each<Sender>([
  [
    'Vector, sink splunk_hec_logs',
    (key) => ({
      path: '/services/collector/event',
      headers: {
        ...json,
        ...gzip,
        authorization: `Splunk ${key}`,
        'user-agent': 'Vector/0.44.0 (x86_64-unknown-linux-gnu)',
        'x-splunk-request-channel': channel,
      },
      body: gzipSync(
        end(
          signIns().map((event) => ({
            event,
            fields: {},
            time: seconds + 0.123,
            host: 'web-1',
            sourcetype: 'auth0',
          })),
        ),
      ),
    }),
    { text: 'Success', code: 0, ackId: expect.any(Number) },
  ],
  [
    'Fluent Bit, output splunk',
    (key) => ({
      path: '/services/collector/event',
      headers: { ...json, authorization: `Splunk ${key}`, 'user-agent': 'Fluent-Bit' },
      body: end(signIns().map((event) => ({ time: seconds + 0.5, event }))),
    }),
  ],
  [
    'OpenTelemetry Collector, exporter splunk_hec',
    (key) => ({
      path: '/services/collector',
      headers: {
        ...json,
        ...gzip,
        authorization: `Splunk ${key}`,
        'user-agent': 'OpenTelemetry Collector Contrib/v0.115.0',
        __splunk_app_name: 'OpenTelemetry Collector Contrib',
      },
      body: gzipSync(
        end(
          texts().map((event) => ({
            time: seconds + 0.1,
            host: 'unknown',
            source: 'otel',
            event,
            fields: { a: 'b' },
          })),
          '\r\n\r\n',
        ),
      ),
    }),
  ],
  [
    "Docker's driver splunk, with the time as text",
    (key) => ({
      path: '/services/collector/event/1.0',
      headers: { authorization: `Splunk ${key}` },
      body: end(
        texts().map((line) => ({
          event: { line, source: 'stdout', tag: '3f2a' },
          time: `${seconds}.100000`,
          host: 'node-1',
        })),
      ),
    }),
  ],
  [
    'rsyslog, profile hec:splunk:raw',
    (key) => ({
      path: '/services/collector/raw',
      headers: { authorization: `Splunk ${key}`, 'content-type': 'text/plain' },
      body: texts().join('\n'),
    }),
  ],
  [
    'Cloudflare Logpush to Splunk',
    (key) => ({
      path: `/services/collector/raw?channel=${channel}&sourcetype=cloudflare%3Ajson&insecure-skip-verify=false`,
      headers: { ...gzip, authorization: `Splunk ${key}` },
      body: gzipSync(texts().join('\n')),
    }),
    { text: 'Success', code: 0, ackId: expect.any(Number) },
  ],
])('Splunk HEC', (name, capture, body = { text: 'Success', code: 0 }) => {
  test(name, () => expectCounted(server, capture, { status: 200, body, dialect: 'splunk-hec', accepted: 3 }));
});

/** What is taken of a bulk item by Beats and Logstash, and what else stands in it. */
const item = (action: 'create' | 'index') => ({
  [action]: expect.objectContaining({ status: 201, _index: expect.any(String), _id: expect.any(String) }),
});
const bulk = (action: object, documents: object[]) =>
  documents.map((document) => `${JSON.stringify(action)}\n${JSON.stringify(document)}\n`).join('');
const filter = 'filter_path=errors%2Citems.%2A.error%2Citems.%2A.status';

describe.each<[name: string, action: 'create' | 'index', capture: (key: string) => Capture]>([
  [
    'Filebeat, with the line as the message',
    'create',
    (key) => ({
      path: `/es/_bulk?${filter}`,
      headers: {
        ...gzip,
        'content-type': 'application/vnd.elasticsearch+json; compatible-with=8',
        authorization: `ApiKey ${Buffer.from(`id:${key}`).toString('base64')}`,
        'user-agent': 'Elastic-Filebeat/8.15.0 (linux; amd64)',
      },
      body: gzipSync(
        bulk(
          { create: { _index: 'filebeat-8.15.0' } },
          texts().map((message) => ({
            '@timestamp': '2026-03-01T10:00:01.000Z',
            message,
            input: { type: 'filestream' },
            agent: { type: 'filebeat', version: '8.15.0' },
            ecs: { version: '8.0.0' },
            host: { name: 'web-1' },
            log: { offset: 0, file: { path: '/var/log/auth0.log' } },
          })),
        ),
      ),
    }),
  ],
  [
    'Logstash, output elasticsearch',
    'index',
    (key) => ({
      path: `/es/_bulk?${filter}`,
      headers: { ...json, authorization: basic('logstash', key), 'user-agent': 'Manticore 0.9.1' },
      body: bulk(
        { index: { _id: null, _index: 'ecs-logstash', routing: null } },
        texts().map((message) => ({ message, '@timestamp': '2026-03-01T10:00:01.000Z', '@version': '1' })),
      ),
    }),
  ],
  [
    'Fluent Bit, output es',
    'create',
    (key) => ({
      path: '/es/_bulk',
      headers: {
        'content-type': 'application/x-ndjson',
        authorization: basic('fluent', key),
        'user-agent': 'Fluent-Bit',
      },
      body: bulk(
        { create: { _index: 'fluent-bit' } },
        texts().map((log) => ({ '@timestamp': '2026-03-01T10:00:01.000Z', log })),
      ),
    }),
  ],
  [
    'Vector, sink elasticsearch, with the record as the document',
    'index',
    (key) => ({
      path: '/es/_bulk',
      headers: {
        'content-type': 'application/x-ndjson',
        authorization: basic('vector', key),
        'user-agent': 'Vector/0.44.0',
      },
      body: bulk({ index: { _index: 'vector-2026.03.01' } }, signIns()),
    }),
  ],
])('Elasticsearch bulk', (name, action, capture) => {
  test(name, () =>
    expectCounted(server, capture, {
      status: 200,
      body: { took: expect.any(Number), errors: false, items: [item(action), item(action), item(action)] },
      dialect: 'elasticsearch',
      accepted: 3,
    }),
  );
});

const { root } = protobuf.parse(`
  syntax = "proto3";
  message PushRequest { repeated Stream streams = 1; }
  message Stream { string labels = 1; repeated Entry entries = 2; uint64 hash = 3; }
  message Entry { Timestamp timestamp = 1; string line = 2; }
  message Timestamp { int64 seconds = 1; int32 nanos = 2; }
  message Request { repeated ResourceLogs resource_logs = 1; }
  message ResourceLogs { Resource resource = 1; repeated ScopeLogs scope_logs = 2; }
  message Resource { repeated KeyValue attributes = 1; }
  message ScopeLogs { repeated LogRecord log_records = 2; }
  message LogRecord { fixed64 time_unix_nano = 1; AnyValue body = 5; repeated KeyValue attributes = 6; }
  message KeyValue { string key = 1; AnyValue value = 2; }
  message AnyValue { string string_value = 1; }
`);
function encode(name: string, value: object): Uint8Array {
  const type = root.lookupType(name);
  return type.encode(type.fromObject(value)).finish();
}

describe.each<Sender>([
  [
    'Promtail and Alloy, protobuf behind Snappy',
    (key) => ({
      path: '/loki/api/v1/push',
      headers: {
        'content-type': 'application/x-protobuf',
        authorization: basic('tenant', key),
        'user-agent': 'promtail/3.3.0',
        'x-scope-orgid': 'tenant',
      },
      body: Buffer.from(
        snappyCompress(
          encode('PushRequest', {
            streams: [
              {
                labels: '{filename="/var/log/auth0.log", job="auth0"}',
                entries: texts().map((line) => ({ timestamp: { seconds, nanos: 5 }, line })),
                hash: 7,
              },
            ],
          }),
        ),
      ),
    }),
  ],
  [
    'Fluent Bit, output loki',
    (key) => ({
      path: '/loki/api/v1/push',
      headers: { ...json, authorization: basic('tenant', key), 'user-agent': 'Fluent-Bit' },
      body: JSON.stringify({
        streams: [{ stream: { job: 'fluent-bit' }, values: texts().map((line) => [nanos, line]) }],
      }),
    }),
  ],
  [
    'rsyslog, format lokirest',
    (key) => ({
      path: '/loki/api/v1/push',
      headers: { ...json, ...gzip, authorization: `Bearer ${key}` },
      body: gzipSync(
        JSON.stringify({
          streams: texts().map((line) => ({
            stream: { host: 'web-1', facility: 'local0' },
            values: [[nanos, line]],
          })),
        }),
      ),
    }),
  ],
])('Loki', (name, capture) => {
  test(name, () => expectCounted(server, capture, { status: 204, dialect: 'loki', accepted: 3 }));
});

describe.each<Sender>([
  [
    'Datadog Agent',
    (key) => ({
      path: '/api/v2/logs',
      headers: {
        ...json,
        ...gzip,
        'dd-api-key': key,
        'user-agent': 'datadog-agent/7.60.0',
        'dd-protocol': 'agent-json',
      },
      body: gzipSync(
        JSON.stringify(
          texts().map((message) => ({
            message,
            status: 'info',
            timestamp: seconds * 1_000,
            hostname: 'web-1',
            service: 'auth0',
            ddsource: 'auth0',
            ddtags: 'env:prod',
          })),
        ),
      ),
    }),
  ],
  [
    'Vector, sink datadog_logs',
    (key) => ({
      path: '/api/v2/logs',
      headers: { ...json, 'dd-api-key': key, 'dd-evp-origin': 'vector', 'user-agent': 'Vector/0.44.0' },
      body: JSON.stringify(
        texts().map((message) => ({
          message,
          hostname: 'web-1',
          timestamp: seconds * 1_000,
          source_type: 'file',
        })),
      ),
    }),
  ],
  [
    'Fluent Bit, output datadog, with the record as the log',
    (key) => ({
      path: '/api/v2/logs',
      headers: { ...json, 'dd-api-key': key, 'user-agent': 'Fluent-Bit' },
      body: JSON.stringify(
        signIns().map((record) => ({ timestamp: seconds * 1_000, ddsource: 'auth0', ...record })),
      ),
    }),
  ],
])('Datadog', (name, capture) => {
  test(name, () =>
    expectCounted(server, capture, { status: 202, body: {}, dialect: 'datadog', accepted: 3 }),
  );
});

const attribute = (key: string, value: string) => ({ key, value: { stringValue: value } });
const otlp = (logRecords: object[]) => ({
  resourceLogs: [
    { resource: { attributes: [attribute('host.name', 'web-1')] }, scopeLogs: [{ logRecords }] },
  ],
});

test('OTLP: OpenTelemetry Collector, exporter otlphttp, protobuf packed with gzip', async () => {
  const logRecords = texts().map((line) => ({
    timeUnixNano: nanos,
    body: { stringValue: line },
    attributes: [attribute('log.file.name', 'auth0.log')],
  }));
  const headers = {
    ...gzip,
    'content-type': 'application/x-protobuf',
    'user-agent': 'OpenTelemetry Collector Contrib/0.115.0 (linux/amd64)',
  };
  await expectCounted(
    server,
    (key) => ({
      path: '/v1/logs',
      headers: { ...headers, authorization: `Bearer ${key}` },
      body: gzipSync(encode('Request', otlp(logRecords))),
    }),
    { status: 200, dialect: 'otlp', accepted: 3 },
  );
});

test('OTLP: a collector that parsed the record, JSON', () =>
  expectCounted(
    server,
    (key) => ({
      path: '/v1/logs',
      headers: { ...json, 'x-api-key': key },
      body: JSON.stringify(
        otlp(
          signIns().map((record) => ({
            timeUnixNano: nanos,
            body: { stringValue: 'sign-in failed' },
            attributes: Object.entries(record).map(([key, value]) => attribute(key, String(value))),
          })),
        ),
      ),
    }),
    { status: 200, body: {}, dialect: 'otlp', accepted: 3 },
  ));
