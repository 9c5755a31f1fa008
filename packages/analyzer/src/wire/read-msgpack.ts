import { Buffer } from 'node:buffer';
import { Decoder, decodeTimestampExtension, ExtensionCodec } from '@msgpack/msgpack';
import { noEnvelope } from '../frame/envelope.js';
import { excerptOfBytes } from '../frame/excerpt.js';
import { frameRecords } from '../frame/frame-records.js';
import { recordBytesMax, recordDepthMax } from '../frame/limits.js';
import { outermost, type RecordSink, unwrap } from '../frame/unwrap.js';
import { isObject } from '../read-fields.js';
import { timeIn } from '../read-time.js';
import { endOfMsgpack, isMsgpackContainer } from './scan-msgpack.js';

/**
 * Reads records in MessagePack, end to end: a map (Fluentd), or a pair of time and map (Fluent Bit, whose newer
 * versions put metadata beside the time). Text under the name of MessagePack is read as text. Each record is measured
 * before it is decoded, so that a length that lies costs no memory; what is broken ends the batch as one reject.
 */
export function readMsgpack(batch: Uint8Array, sink: RecordSink): void {
  const bytes = Buffer.from(batch.buffer, batch.byteOffset, batch.byteLength);
  if (!isMsgpackContainer(bytes[0])) {
    frameRecords(batch, sink);
    return;
  }
  let at = 0;
  while (at < bytes.length) {
    const end = isMsgpackContainer(bytes[at]) ? endOfMsgpack(bytes, at) : null;
    if (end === null) {
      const excerpt = excerptOfBytes(bytes, at, bytes.length);
      sink.reject('not_a_record', 'The MessagePack is broken, or was cut off.', excerpt);
      return;
    }
    readValue(bytes, at, end, sink);
    at = end;
  }
}

function readValue(bytes: Buffer, start: number, end: number, sink: RecordSink): void {
  if (end - start > recordBytesMax) {
    const detail = `The record is larger than ${recordBytesMax} bytes.`;
    sink.reject('too_large', detail, excerptOfBytes(bytes, start, end));
    return;
  }
  let value: unknown;
  try {
    value = decoder.decode(bytes.subarray(start, end));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    // Its length is right and its content is not, such as a map with a list for a key.
    const detail = 'The record is MessagePack that stands for no JSON object.';
    sink.reject('not_a_record', detail, excerptOfBytes(bytes, start, end));
    return;
  }
  readEntry(withText(value, recordDepthMax), end - start, sink);
}

function readEntry(value: unknown, sourceBytes: number, sink: RecordSink): void {
  if (!Array.isArray(value)) {
    unwrap(value, sourceBytes, sink);
    return;
  }
  const [head, record]: unknown[] = value;
  const time = timeIn(Array.isArray(head) ? head[0] : head, sink.timeContext);
  if (value.length === 2 && time !== null && isObject(record)) {
    unwrap(record, sourceBytes, sink, { ...outermost, envelope: { ...noEnvelope, time } });
    return;
  }
  for (const item of value) {
    if (Array.isArray(item)) readEntry(item, sourceBytes, sink);
    else unwrap(item, sourceBytes, sink);
  }
}

/** Ruby writes text whose encoding it does not know as bytes; records hold text alone. */
function withText(value: unknown, depthLeft: number): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString();
  if (typeof value !== 'object' || value === null || depthLeft === 0) return value;
  for (const [key, child] of Object.entries(value)) {
    if (typeof child === 'object') Reflect.set(value, key, withText(child, depthLeft - 1));
  }
  return value;
}

const extensions = new ExtensionCodec();
/** MessagePack's own timestamp. */
extensions.register({
  type: -1,
  encode: () => null,
  decode: (data) => {
    const date = decodeTimestampExtension(data);
    return date instanceof Date && !Number.isNaN(date.getTime()) ? date.toISOString() : null;
  },
});
/** Fluentd's and Fluent Bit's EventTime: seconds and nanoseconds, four bytes each. */
extensions.register({
  type: 0,
  encode: () => null,
  decode: (data) => {
    if (data.length !== 8) return null;
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    return new Date(view.getUint32(0) * 1_000 + Math.trunc(view.getUint32(4) / 1e6)).toISOString();
  },
});
const decoder = new Decoder({ extensionCodec: extensions });
