import { Buffer } from 'node:buffer';
import * as zlib from 'node:zlib';
import { rejectExcerptLengthMax, rejectReasonSchema } from '@turnaway/contracts/batch-facts';
import { codeLengthMax } from '@turnaway/contracts/error-code';
import { outcomeSchema } from '@turnaway/contracts/taxonomy';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readableSystems } from './detect.js';
import { lengths } from './read-fields.js';
import { analyzeText, fixtures, readFixture } from './testing.js';
import { unpack } from './unpack.js';

/**
 * Whatever bytes come in, the analyzer answers with facts of the agreed shape and never throws. The seed is fixed, and
 * the runs are few, so that every change is tested on the same inputs in a second or two. For a long search:
 *
 *     TURNAWAY_FUZZ_RUNS=20000 npx vitest run --project unit packages/analyzer/src/fuzz.test.ts
 *
 * takes a new seed each time; a failure prints it, and the smallest input that fails.
 */
const askedRuns = Number(process.env.TURNAWAY_FUZZ_RUNS ?? 0);
const parameters = askedRuns > 0 ? { numRuns: askedRuns } : { numRuns: 60, seed: 20_260_301 };
const timeoutMs = 60_000 + askedRuns * 100;

const short = (lengthMax: number) => z.string().min(1).max(lengthMax);
const name = short(lengths.name).nullable();
const time = z.iso.datetime({ precision: 3 });

const eventSchema = z.strictObject({
  eventId: short(lengths.id + 100),
  occurredAt: time,
  loggedBy: short(64),
  errorCode: z.strictObject({ system: short(64), code: short(codeLengthMax), variant: short(64).nullable() }),
  observedOutcome: outcomeSchema,
  carrier: name,
  reasonText: short(lengths.reason).nullable(),
  userName: name,
  userId: name,
  app: name,
  appId: name,
  resource: name,
  ip: z.union([z.ipv4(), z.ipv6()]).nullable(),
  country: name,
  city: name,
  client: name,
  device: name,
  interactive: z.boolean().nullable(),
  correlationId: name,
  requestId: name,
});

const indexSchema = z.int().min(0);
const factsSchema = z.strictObject({
  records: z.int().min(0),
  events: z.array(
    z.strictObject({ index: indexSchema, eventKey: z.string().regex(/^[0-9a-f]{32}$/), event: eventSchema }),
  ),
  rejects: z.array(
    z.strictObject({
      index: indexSchema,
      reason: rejectReasonSchema,
      detail: short(300),
      excerpt: z.string().max(rejectExcerptLengthMax),
    }),
  ),
  skipped: z.record(short(80), z.int().positive()),
  credentials: z
    .array(
      z.strictObject({
        system: short(80),
        app: short(200),
        appId: short(200).nullable(),
        saidAt: z.iso.datetime({ precision: 3 }),
        credentials: z.array(
          z.strictObject({
            id: short(200),
            name: short(200).nullable(),
            expiresAt: z.iso.datetime({ precision: 3 }).nullable(),
          }),
        ),
        isWhole: z.boolean(),
      }),
    )
    .optional(),
});

/** Analyzes the bytes, and checks that each record became one fact, with text that can be stored. */
function check(bytes: Uint8Array, hint: string | null): void {
  const facts = factsSchema.parse(analyzeText(bytes, hint));
  const skipped = Object.values(facts.skipped).reduce((sum, count) => sum + count, 0);
  expect(facts.events.length + facts.rejects.length + skipped).toBe(facts.records);
  expect(Object.keys(facts.skipped).length).toBeLessThanOrEqual(201);
  // PostgreSQL stores no half of a surrogate pair and no NUL.
  const texts = facts.events
    .flatMap(({ event }) => Object.values(event))
    .filter((value) => typeof value === 'string');
  expect(texts.filter((text) => text.includes('\0') || Buffer.from(text).toString() !== text)).toEqual([]);
}

const hint = fc.option(fc.constantFrom(...readableSystems), { freq: 3 });

/** What parsers and framing trip over. */
const odd = fc.constantFrom(
  ...[
    '"',
    "'",
    '{',
    '}',
    '[',
    ']',
    '<',
    '>',
    '=',
    ',',
    ';',
    '|',
    '\\',
    '\n',
    '\r\n',
    '\t',
    '\0',
    '\u2028',
    '%',
  ],
  ...['\\ud800', '\\u0000', '__proto__', 'constructor', 'null', 'NaN', '1e999', '-0', '99999999999999999999'],
  ...[
    '2026-02-30T25:61:61Z',
    '::ffff:192.0.2.1',
    '<!--',
    '<![CDATA[',
    ']]>',
    '</Event>',
    '#011',
    'CEF:0|',
    '\uFEFF',
  ],
  ...[
    '['.repeat(300),
    '{"a":'.repeat(300),
    'a'.repeat(70_000),
    ' '.repeat(5_000),
    'user='.repeat(500),
    'é€😀',
  ],
);

type Mutation = (bytes: Buffer) => Buffer;
/** A place in the bytes, whatever their number. */
const place = fc.double({ min: 0, max: 1, noNaN: true });
const at = (bytes: Buffer, share: number) => Math.floor(share * bytes.length);

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  place.map(
    (end): Mutation =>
      (bytes) =>
        bytes.subarray(0, at(bytes, end)),
  ),
  place.map(
    (start): Mutation =>
      (bytes) =>
        bytes.subarray(at(bytes, start)),
  ),
  fc.tuple(place, fc.nat(255)).map(
    ([where, value]): Mutation =>
      (bytes) => {
        const changed = Buffer.from(bytes);
        if (bytes.length > 0) changed[Math.min(at(bytes, where), bytes.length - 1)] = value;
        return changed;
      },
  ),
  fc.tuple(place, odd).map(
    ([where, text]): Mutation =>
      (bytes) =>
        replaced(bytes, at(bytes, where), at(bytes, where), text),
  ),
  fc.tuple(place, fc.nat(60), odd).map(
    ([where, length, text]): Mutation =>
      (bytes) =>
        replaced(bytes, at(bytes, where), at(bytes, where) + length, text),
  ),
  // A piece twice: keys and lines that are there already.
  fc.tuple(place, fc.nat(400)).map(
    ([where, length]): Mutation =>
      (bytes) => {
        const start = at(bytes, where);
        return Buffer.concat([bytes.subarray(0, start + length), bytes.subarray(start)]);
      },
  ),
  fc.constantFrom<Mutation>(
    (bytes) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(bytes.toString(), 'utf16le')]),
    (bytes) => Buffer.from(bytes.toString(), 'latin1'),
    (bytes) => Buffer.from(JSON.stringify({ message: bytes.toString() })),
    (bytes) => Buffer.from(JSON.stringify({ data: bytes.toString('base64') })),
    (bytes) => Buffer.from(JSON.stringify({ data: zlib.gzipSync(bytes).toString('base64') })),
  ),
);

function replaced(bytes: Buffer, start: number, end: number, text: string): Buffer {
  return Buffer.concat([bytes.subarray(0, start), Buffer.from(text), bytes.subarray(end)]);
}

const logs = fixtures.map((fixture) => readFixture(fixture));

/** A part of a log, so that a run is short and its shapes are many. */
const log = fc.tuple(fc.constantFrom(...logs), place).map(([bytes, share]) => {
  const start = bytes.lastIndexOf('\n', at(bytes, share)) + 1;
  return bytes[0] === 0x5b || bytes[0] === 0x7b || bytes.length < 4_000
    ? bytes
    : Buffer.concat([bytes.subarray(0, bytes.indexOf('\n') + 1), bytes.subarray(start, start + 4_000)]);
});

const records = logs.flatMap((bytes) =>
  bytes
    .toString()
    .split('\n')
    .flatMap((line) => (line.startsWith('{') ? objectsIn(line) : [])),
);

function objectsIn(line: string): object[] {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? [value] : [];
  } catch {
    return [];
  }
}

const anyValue = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  odd,
  fc.constantFrom<unknown>(null, true, 0, -1, 1e308, '', ' ', [], {}, [[]], [null], { a: {} }, [{ name: 1 }]),
);

/** The record with another value at one of its fields, at any depth. */
function withValue(record: unknown, share: number, value: unknown): unknown {
  let left = Math.floor(share * countOf(record));
  const visit = (part: unknown): unknown => {
    if (left-- === 0) return value;
    if (Array.isArray(part)) return part.map(visit);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, visit(inner)]));
  };
  return visit(record);
}

function countOf(part: unknown): number {
  if (typeof part !== 'object' || part === null) return 1;
  return Object.values(part).reduce((sum: number, inner: unknown) => sum + countOf(inner), 1);
}

describe('no input throws, and what comes out has the agreed shape', { timeout: timeoutMs }, () => {
  test('arbitrary bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2_000 }), hint, (bytes, system) => check(bytes, system)),
      parameters,
    );
  });

  test('arbitrary text out of pieces that formats are made of', () => {
    const text = fc.array(fc.oneof(odd, fc.string({ unit: 'binary' }), fc.json()), { maxLength: 12 });
    fc.assert(
      fc.property(text, hint, (pieces, system) => check(Buffer.from(pieces.join('')), system)),
      parameters,
    );
  });

  test('made-up logs, cut, flipped, doubled, nested and written in other encodings', () => {
    const mutations = fc.array(mutation, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(log, mutations, hint, (bytes, changes, system) => {
        check(
          changes.reduce((changed, change) => change(changed), bytes),
          system,
        );
      }),
      parameters,
    );
  });

  test('records with a value of any type at any field', () => {
    const changes = fc.array(fc.tuple(place, anyValue), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(fc.constantFrom(...records), changes, hint, (record, changed, system) => {
        const made = changed.reduce<unknown>((part, [share, value]) => withValue(part, share, value), record);
        check(Buffer.from(JSON.stringify(made)), system);
      }),
      { ...parameters, numRuns: parameters.numRuns * 4 },
    );
  });

  test('bodies under any compression, whole and broken', () => {
    const unpackedBytesMax = 100_000;
    const packers = [zlib.gzipSync, zlib.deflateSync, zlib.deflateRawSync, zlib.brotliCompressSync];
    const encoding = fc.constantFrom(
      null,
      '',
      'gzip',
      'deflate',
      'br',
      'zstd',
      'gzip, br',
      'identity',
      'x-none',
    );
    fc.assert(
      fc.property(
        log,
        fc.constantFrom(...packers),
        fc.array(mutation, { maxLength: 2 }),
        encoding,
        (...given) => {
          const [bytes, pack, changes, declared] = given;
          const body = changes.reduce<Buffer>((changed, change) => change(changed), pack(bytes));
          const unpacked = unpack(body, declared, unpackedBytesMax);
          if (unpacked.ok) expect(unpacked.bytes.byteLength).toBeLessThanOrEqual(unpackedBytesMax);
          else expect(unpacked.detail).not.toBe('');
        },
      ),
      parameters,
    );
  });
});
