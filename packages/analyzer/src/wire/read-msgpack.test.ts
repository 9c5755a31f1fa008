import { ExtData, encode } from '@msgpack/msgpack';
import { expect, test } from 'vitest';
import { analyzeBatch } from '../analyze-batch.js';
import { auth0Log, idsOf, reasonsOf } from '../testing.js';

function analyze(...values: unknown[]) {
  return analyzeBytes(Buffer.concat(values.map((value) => Buffer.from(encode(value)))));
}

function analyzeBytes(bytes: Uint8Array) {
  return analyzeBatch({
    bytes,
    wireFormat: 'msgpack',
    hint: null,
    receivedAt: new Date('2026-03-01T12:00:00.000Z'),
    timeZone: 'UTC',
    acceptFrom: new Date('2026-01-01T00:00:00.000Z'),
    acceptUntil: new Date('2026-07-01T00:00:00.000Z'),
  });
}

/** 2026-03-01 10:00:00.5 UTC as Fluent Bit writes times. */
const eventTime = new ExtData(0, Buffer.from([0x69, 0xa4, 0x0e, 0x20, 0x1d, 0xcd, 0x65, 0x00]));

test('records of Fluent Bit are read in all forms that its versions write', () => {
  const facts = analyze(
    [eventTime, auth0Log('old')],
    [[eventTime, { meta: true }], auth0Log('new')],
    [1_772_359_200.25, { date: 1_772_359_200.25, log: JSON.stringify(auth0Log('line')) }],
  );
  expect(idsOf(facts)).toEqual(['old', 'new', 'line']);
  expect(facts.rejects).toEqual([]);
});

test('records of Fluentd are maps, one after the other or in a list', () => {
  expect(idsOf(analyze(auth0Log('a'), auth0Log('b'), [auth0Log('c'), auth0Log('d')]))).toEqual([
    'a',
    'b',
    'c',
    'd',
  ]);
});

test('text that Ruby wrote as bytes is text', () => {
  const record = auth0Log('bytes', { user_name: Buffer.from('ada@example.com') });
  expect(analyze(record).events[0]?.event.userName).toBe('ada@example.com');
});

test('a line of syslog takes the time beside it', () => {
  const line = 'sshd[7]: Failed password for root from 192.0.2.7 port 22 ssh2';
  const facts = analyze([eventTime, { ident: 'sshd', message: line }]);
  expect(facts.events.map(({ event }) => event.occurredAt)).toEqual(['2026-03-01T10:00:00.500Z']);
});

test('JSON under the name of MessagePack is read as JSON', () => {
  expect(idsOf(analyzeBytes(Buffer.from(JSON.stringify(auth0Log('json')))))).toEqual(['json']);
});

test('a broken record is one reject, and what came before it is counted', () => {
  const good = Buffer.from(encode([eventTime, auth0Log('good')]));
  const facts = analyzeBytes(Buffer.concat([good, good.subarray(0, 30)]));
  expect(idsOf(facts)).toEqual(['good']);
  expect(reasonsOf(facts)).toEqual(['not_a_record']);
});

test('a record that stands for no object costs itself alone', () => {
  // A map whose key is a list.
  const odd = Buffer.from([0x81, 0x91, 0x01, 0x02]);
  const good = Buffer.from(encode(auth0Log('after')));
  const facts = analyzeBytes(Buffer.concat([odd, good]));
  expect(idsOf(facts)).toEqual(['after']);
  expect(reasonsOf(facts)).toEqual(['not_a_record']);
});

test.each([
  ['a list of four billion', [0xdd, 0xff, 0xff, 0xff, 0xff]],
  ['a map of four billion', [0xdf, 0xff, 0xff, 0xff, 0xff, 0xa1, 0x61]],
  ['text of four billion bytes', [0x91, 0xdb, 0xff, 0xff, 0xff, 0xff, 0x61]],
  ['lists within lists that all lie', Array.from({ length: 5_000 }, () => [0xdc, 0x27, 0x10]).flat()],
  ['a byte that MessagePack never uses', [0x91, 0xc1]],
])('%s that is not there is one reject', (_, bytes) => {
  expect(reasonsOf(analyzeBytes(Buffer.from(bytes)))).toEqual(['not_a_record']);
});

test('a record that is nested far too deep is rejected as that', () => {
  const deep = Buffer.concat([
    Buffer.from([0x81, 0xa1, 0x61]),
    Buffer.alloc(60_000, Buffer.from([0x81, 0xa1, 0x61])),
    Buffer.from([0xc0]),
  ]);
  expect(reasonsOf(analyzeBytes(deep))).toEqual(['too_deep']);
});
