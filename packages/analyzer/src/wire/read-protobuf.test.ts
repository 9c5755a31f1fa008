import { Buffer } from 'node:buffer';
import { snappyCompress } from 'hysnappy';
import protobuf from 'protobufjs';
import { describe, expect, test } from 'vitest';
import { analyzeText, auth0Log, idsOf, reasonsOf } from '../testing.js';
import { unpack } from '../unpack.js';

const log = (id: string) => JSON.stringify(auth0Log(id));
const abc = ['a', 'b', 'c'];
const nanos = '1772362800000000000';
const atThatTime = '2026-03-01T11:00:00.000Z';
const sshd = 'sshd[99]: Failed password for invalid user jane from 192.0.2.7 port 4711 ssh2';

/** The messages as opentelemetry-proto and Loki describe them, with fields that are not read here too. */
const { root } = protobuf.parse(`
  syntax = "proto3";
  message Request { repeated ResourceLogs resource_logs = 1; }
  message ResourceLogs { Resource resource = 1; repeated ScopeLogs scope_logs = 2; string schema_url = 3; }
  message Resource { repeated KeyValue attributes = 1; uint32 dropped_attributes_count = 2; }
  message ScopeLogs { Scope scope = 1; repeated LogRecord log_records = 2; string schema_url = 3; }
  message Scope { string name = 1; }
  message LogRecord {
    fixed64 time_unix_nano = 1; int32 severity_number = 2; string severity_text = 3; AnyValue body = 5;
    repeated KeyValue attributes = 6; fixed32 flags = 8; bytes trace_id = 9; fixed64 observed_time_unix_nano = 11;
  }
  message KeyValue { string key = 1; AnyValue value = 2; }
  message AnyValue { oneof value {
    string string_value = 1; bool bool_value = 2; int64 int_value = 3; double double_value = 4;
    ArrayValue array_value = 5; KeyValueList kvlist_value = 6; bytes bytes_value = 7;
  } }
  message ArrayValue { repeated AnyValue values = 1; }
  message KeyValueList { repeated KeyValue values = 1; }
  message PushRequest { repeated Stream streams = 1; }
  message Stream { string labels = 1; repeated Entry entries = 2; uint64 hash = 3; }
  message Entry { Timestamp timestamp = 1; string line = 2; repeated LabelPair structured_metadata = 3; }
  message LabelPair { string name = 1; string value = 2; }
  message Timestamp { int64 seconds = 1; int32 nanos = 2; }
`);
const encode = (name: string, value: object) => {
  const type = root.lookupType(name);
  return type.encode(type.fromObject(value)).finish();
};

/** A repeated field of messages, around bytes that may be none. */
function field(id: number, parts: readonly Uint8Array[]): Uint8Array {
  const writer = protobuf.Writer.create();
  for (const part of parts) writer.uint32((id << 3) | 2).bytes(part);
  return writer.finish();
}

const anyValue = (value: unknown): object => {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value === 'number')
    return Number.isInteger(value) ? { intValue: value } : { doubleValue: value };
  if (Array.isArray(value)) return { arrayValue: { values: value.map(anyValue) } };
  return { kvlistValue: { values: keyValues(value as object) } };
};
const keyValues = (value: object) =>
  Object.entries(value).map(([key, held]) => ({ key, value: anyValue(held) }));
const otlp = (records: object[]) => ({
  resourceLogs: [
    {
      resource: { attributes: keyValues({ 'service.name': 'sshd', 'host.name': 'bastion-1' }) },
      scopeLogs: [{ scope: { name: 'x' }, logRecords: records }],
    },
  ],
});

describe.each([
  ['protobuf', (request: object) => analyzeText(encode('Request', request), null, 'otlp-protobuf')],
  ['JSON', (request: object) => analyzeText(JSON.stringify(request))],
])('OTLP in %s', (_, analyze) => {
  test.each([
    ['a body with the record as JSON text', (id: string) => ({ body: anyValue(log(id)) })],
    ['a body with the record as an object', (id: string) => ({ body: anyValue(auth0Log(id)) })],
    [
      'the record in the attributes',
      (id: string) => ({ body: anyValue('signed in'), attributes: keyValues(auth0Log(id)) }),
    ],
    ['the record in the attributes alone', (id: string) => ({ attributes: keyValues(auth0Log(id)) })],
  ])('%s', (__, recordOf) => {
    const facts = analyze(otlp(abc.map((id): object => recordOf(id))));
    expect(idsOf(facts)).toEqual(abc);
    expect(facts.rejects).toEqual([]);
  });

  test('the time and the service around a line stand in for what it lacks', () => {
    const message = sshd.replace('sshd[99]: ', '');
    const { events } = analyze(otlp([{ timeUnixNano: nanos, body: anyValue(message) }]));
    expect(events).toMatchObject([{ event: { occurredAt: atThatTime, userName: 'jane', ip: '192.0.2.7' } }]);
  });

  test('without its own time, a record has the one at which it was observed', () => {
    const { events } = analyze(otlp([{ observedTimeUnixNano: nanos, body: anyValue(sshd) }]));
    expect(events).toMatchObject([{ event: { occurredAt: atThatTime } }]);
  });

  test('nothing to log is no record', () => {
    for (const request of [{ resourceLogs: [] }, otlp([])]) expect(analyze(request).records).toBe(0);
  });
});

test('a log record of OTLP that is broken is lost alone', () => {
  const good = (id: string) => encode('LogRecord', { body: anyValue(log(id)) });
  const broken = Buffer.from(good('x')).subarray(0, -3);
  const scopeLogs = field(2, [good('a'), broken, good('b'), good('c')]);
  const facts = analyzeText(field(1, [field(2, [scopeLogs])]), null, 'otlp-protobuf');
  expect(idsOf(facts)).toEqual(abc);
  expect(reasonsOf(facts)).toEqual(['not_a_record']);
});

test('values nested without end cost a record, not the worker', () => {
  let value = encode('AnyValue', anyValue('x'));
  for (let depth = 0; depth < 5_000; depth++) value = field(5, [field(1, [value])]);
  const records = field(2, [field(5, [value]), encode('LogRecord', { body: anyValue(log('a')) })]);
  const facts = analyzeText(field(1, [field(2, [records])]), null, 'otlp-protobuf');
  expect(idsOf(facts)).toEqual(['a']);
  expect(reasonsOf(facts)).toEqual(['not_a_record']);
});

describe('a push to Loki', () => {
  const labels = { host: 'bastion-1', job: 'sshd' };

  test('in JSON: lines with their time, labels and metadata', () => {
    const message = sshd.replace('sshd[99]: ', '');
    const facts = analyzeText(
      JSON.stringify({
        streams: [
          {
            stream: {},
            values: [
              [nanos, log('a')],
              [nanos, log('b'), { trace_id: 'x' }],
            ],
          },
          { stream: labels, values: [[nanos, message]] },
        ],
      }),
    );
    expect(facts.rejects).toEqual([]);
    expect(facts.events.map(({ event }) => event.occurredAt)).toContain(atThatTime);
    expect(facts.events).toHaveLength(3);
  });

  test('in protobuf behind Snappy', () => {
    const timestamp = { seconds: 1_772_362_800, nanos: 0 };
    const push = encode('PushRequest', {
      streams: [
        { labels: '{}', entries: abc.map((id) => ({ timestamp, line: log(id) })) },
        {
          labels: '{host="bastion-1", job="sshd", quoted="a \\"b\\", c"}',
          entries: [{ timestamp, line: sshd.replace('sshd[99]: ', '') }],
        },
      ],
    });
    const unpacked = unpack(snappyCompress(push), 'snappy', 100_000);
    const facts = analyzeText(unpacked.ok ? unpacked.bytes : '', null, 'loki-protobuf');
    expect(facts.rejects).toEqual([]);
    expect(idsOf(facts).slice(0, 3)).toEqual(abc);
    expect(facts.events[3]).toMatchObject({ event: { occurredAt: atThatTime, userName: 'jane' } });
  });

  test('in the form before version 1', () => {
    const entries = abc.map((id) => ({ ts: atThatTime, line: log(id) }));
    expect(idsOf(analyzeText(JSON.stringify({ streams: [{ labels: '{job="x"}', entries }] })))).toEqual(abc);
  });
});

test.each(['otlp-protobuf', 'loki-protobuf'] as const)(
  'bytes that are no %s at all are a reject with a reason',
  (wireFormat) => {
    const facts = analyzeText(Buffer.from([0xc1, 0xff, 0xff, 0x00, 0x93]), null, wireFormat);
    expect(facts.events).toEqual([]);
    expect(reasonsOf(facts)).toContain('not_a_record');
  },
);
