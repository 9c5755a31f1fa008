import { type RejectReason, rejectExcerptLengthMax } from '@turnaway/contracts/batch-facts';
import { isObject, type JsonObject } from '../read-fields.js';
import { type TimeContext, timeIn } from '../read-time.js';
import { contentOf } from './content-of.js';
import { encodedBytes } from './encoded-bytes.js';
import { type Entry, type Envelope, noEnvelope } from './envelope.js';
import { excerptOf } from './excerpt.js';
import { envelopeDepthMax, recordBytesMax, recordDepthMax } from './limits.js';
import { isDeeperThan, isLargerThan } from './measure.js';
import { looksLikeJson, parseJson } from './parse-json.js';
import { TextRecord } from './text-record.js';
import { readXmlEvent } from './xml-event.js';

/** Takes what framing finds, in the order of the batch. */
export interface RecordSink {
  readonly timeContext: TimeContext;
  /** Does a parser know this shape? Such an object is a record, even where it looks like an envelope. */
  isRecord(value: JsonObject): boolean;
  record(value: JsonObject, envelope: Envelope): void;
  /** Takes the text if a parser knows it; `false` leaves it to the caller. */
  text(record: TextRecord): boolean;
  reject(reason: RejectReason, detail: string, excerpt: string): void;
  /** Records within a record, as bytes: base64 or compressed parts of an envelope. */
  nested(bytes: Uint8Array, envelope: Envelope, depth: number): void;
}

/** Where in the nest of envelopes a value stands. */
export interface Place {
  readonly envelope: Envelope;
  readonly depth: number;
}
export const outermost: Place = Object.freeze({ envelope: noEnvelope, depth: 0 });

/**
 * Takes records out of lists and envelopes, however they are nested. `sourceBytes` is the length of the text that the
 * value was parsed from: only a long one can hold a record above the limit.
 */
export function unwrap(
  value: unknown,
  sourceBytes: number,
  sink: RecordSink,
  place: Place = outermost,
): void {
  if (place.depth > envelopeDepthMax) {
    sink.reject(
      'too_deep',
      `Lists or envelopes are nested deeper than ${envelopeDepthMax}.`,
      excerptOf(value),
    );
  } else if (Array.isArray(value)) {
    const inside = { envelope: place.envelope, depth: place.depth + 1 };
    for (const item of value) unwrap(item, sourceBytes, sink, inside);
  } else if (isObject(value)) {
    unwrapObject(value, sourceBytes, sink, place);
  } else if (typeof value === 'string' && value.trim() !== '') {
    // rsyslog's message begins with the blank behind the tag.
    unwrapText(value.trim(), sink, place);
  } else {
    sink.reject('not_a_record', 'Expected a JSON object.', excerptOf(value));
  }
}

function unwrapObject(value: JsonObject, sourceBytes: number, sink: RecordSink, place: Place): void {
  const found = sink.isRecord(value) ? null : contentOf(value, (part) => sink.isRecord(part));
  if (found !== null) {
    if (found.kind === 'nothing') return;
    const inside = { envelope: envelopeOf(value, place.envelope, sink.timeContext), depth: place.depth + 1 };
    if (found.kind === 'value') unwrap(found.content, sourceBytes, sink, inside);
    else if (found.kind === 'entries') {
      for (const entry of found.entries) unwrapEntry(entry, sourceBytes, sink, inside);
    } else unwrapEncoded(found.content, sink, inside);
  } else if (isDeeperThan(value, recordDepthMax)) {
    sink.reject('too_deep', `The record is nested deeper than ${recordDepthMax} levels.`, excerptOf(value));
  } else if (sourceBytes > recordBytesMax && isLargerThan(value, recordBytesMax)) {
    sink.reject('too_large', `The record is larger than ${recordBytesMax} bytes.`, excerptOf(value));
  } else {
    sink.record(value, place.envelope);
  }
}

/** Takes the records out of an entry; what it does not say holds from what is around it. */
export function unwrapEntry(
  { content, envelope }: Entry,
  sourceBytes: number,
  sink: RecordSink,
  { envelope: around, depth }: Place = outermost,
): void {
  const { time, host, program } = envelope;
  unwrap(content, sourceBytes, sink, {
    envelope: {
      time: time ?? around.time,
      host: host ?? around.host,
      program: program ?? around.program,
    },
    depth,
  });
}

function unwrapEncoded(content: string, sink: RecordSink, place: Place): void {
  const bytes = encodedBytes(content);
  if (bytes === null) sink.reject('not_a_record', 'The base64 of the envelope cannot be read.', '');
  else sink.nested(bytes, place.envelope, place.depth);
}

/**
 * Text of an envelope, or a line of a batch: JSON, a document of XML, or a line that a system wrote as text. Among
 * lines of JSON (`amidJson`), one that nobody knows is broken JSON rather than an unknown system's.
 */
export function unwrapText(value: string, sink: RecordSink, place: Place, amidJson = false): void {
  if (value.length > recordBytesMax) {
    sink.reject('too_large', `The record is larger than ${recordBytesMax} bytes.`, excerptOf(value));
    return;
  }
  const whole = looksLikeJson(value) ? parseJson(value) : null;
  if (whole?.ok && typeof whole.value === 'object') {
    unwrap(whole.value, value.length, sink, { ...place, depth: place.depth + 1 });
    return;
  }
  if (place.depth > envelopeDepthMax) {
    sink.reject(
      'too_deep',
      `Lists or envelopes are nested deeper than ${envelopeDepthMax}.`,
      excerptOf(value),
    );
    return;
  }
  const start = value.slice(0, rejectExcerptLengthMax);
  const record = new TextRecord(value, sink.timeContext, place.envelope);
  if (sink.text(record)) return;
  const inner = objectWithin(record.message);
  if (inner !== null)
    unwrap(inner, value.length, sink, { envelope: record.envelope, depth: place.depth + 1 });
  else if (whole !== null) sink.reject('not_json', 'The text is not valid JSON.', start);
  else if (amidJson) sink.reject('not_json', 'Expected a JSON object.', start);
  else sink.reject('unknown_system', 'No parser knows lines of this form.', start);
}

/** What follows a line's header as JSON or XML, also after a few words: `audit: {"type":…}`. */
function objectWithin(message: string): unknown {
  const xml = readXmlEvent(message);
  if (xml !== null) return xml;
  const brace = message.indexOf('{');
  if (brace < 0 || !message.trimEnd().endsWith('}')) return null;
  const parsed = parseJson(message.slice(brace));
  return parsed.ok && isObject(parsed.value) ? parsed.value : null;
}

const timeKeys = [
  '@timestamp',
  'time',
  '_time',
  'timestamp',
  'EventTime',
  '__REALTIME_TIMESTAMP',
  'TimeGenerated',
  'eventtime',
  'date',
];
const hostKeys = ['host', 'hostname', 'HostName', '_HOSTNAME', 'Computer', 'source_host'];
const programKeys = [
  'program',
  'ident',
  'appname',
  'app_name',
  'ProcessName',
  'SYSLOG_IDENTIFIER',
  'programname',
  'service',
  'ddsource',
  'sourcetype',
];

/** What a wrapper says of the record in it; what it does not say holds from the one around it. */
function envelopeOf(wrapper: JsonObject, around: Envelope, context: TimeContext): Envelope {
  return {
    time: firstOf(wrapper, timeKeys, (value) => timeIn(value, context)) ?? around.time,
    host: firstOf(wrapper, hostKeys, wordIn) ?? around.host,
    program: firstOf(wrapper, programKeys, wordIn) ?? around.program,
  };
}

function firstOf(
  wrapper: JsonObject,
  keys: readonly string[],
  read: (value: unknown) => string | null,
): string | null {
  for (const key of keys) {
    // Log Analytics writes the zone behind a time's name in its CSV export.
    const value = wrapper[key] ?? wrapper[`${key} [UTC]`];
    const found = value === undefined ? null : read(value);
    if (found !== null) return found;
  }
  return null;
}

function wordIn(value: unknown): string | null {
  const word = isObject(value) ? value.name : value;
  return typeof word === 'string' && word !== '' && word.length <= 255 ? word : null;
}
