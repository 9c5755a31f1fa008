import type { WireFormat } from '@turnaway/contracts';

/** First byte of any OTLP request in protobuf: field 1, with a length. */
const otlpFirstByte = 0x0a;
/** An array of two in MessagePack, which is how Fluent Bit and Fluentd write a record with its time. */
const msgpackPair = 0x92;

/**
 * How a body that was posted to a plain address is to be read. Text in any form tells itself apart later; binary
 * forms are believed by their type. Fluent Bit's pairs are told by their first byte alone, since their type gets
 * lost on the way through some proxies.
 */
export function wireFormatOf(contentType: string | null, body: Uint8Array): WireFormat {
  const type = contentType?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (/^application\/(x-|vnd\.)?msgpack$/.test(type)) return 'msgpack';
  if (/^application\/(x-|vnd\.google\.)?protobuf$/.test(type)) {
    return body[0] === otlpFirstByte || isGzip(body) ? 'otlp-protobuf' : 'loki-protobuf';
  }
  return body[0] === msgpackPair ? 'msgpack' : 'text';
}

export function isGzip(body: Uint8Array): boolean {
  return body[0] === 0x1f && body[1] === 0x8b;
}

/**
 * The Content-Encoding of a push to Loki in protobuf: always a block of Snappy, which most senders do not mention, and
 * whatever they put around it.
 */
export function snappyUnder(contentEncoding: string | null): string {
  if (contentEncoding === null) return 'snappy';
  return /\bsnappy\b/.test(contentEncoding) ? contentEncoding : `snappy, ${contentEncoding}`;
}
