import type { FastifyRequest } from 'fastify';
import protobuf from 'protobufjs/minimal.js';
import type { Refusal, WrittenRefusal } from '../../http/refusal.js';
import { lookAtBody } from '../dialect/look-at-body.js';

const { Writer } = protobuf;

/** The encodings of OTLP over HTTP; an answer has that of its request. */
export type OtlpEncoding = 'application/json' | 'application/x-protobuf';

/** As the request names it; by its first bytes where it names neither. */
export function otlpEncodingOf(request: FastifyRequest): OtlpEncoding {
  const type = request.wire?.contentType ?? request.headers['content-type'] ?? '';
  if (/\bjson\b/i.test(type)) return 'application/json';
  if (/protobuf/i.test(type)) return 'application/x-protobuf';
  return lookAtBody(request).form === 'json' ? 'application/json' : 'application/x-protobuf';
}

/** Records of a request that were not taken, or that something is to be said about. */
export interface PartialSuccess {
  rejectedLogRecords: number;
  errorMessage: string;
}

/** An `ExportLogsServiceResponse` (opentelemetry-proto, logs_service.proto); all was well where `partial` is `null`. */
export function writeOtlpTaken(encoding: OtlpEncoding, partial: PartialSuccess | null): Buffer {
  if (encoding === 'application/json') {
    // 64-bit numbers are written as text in the JSON of protobuf.
    const said = partial && { ...partial, rejectedLogRecords: String(partial.rejectedLogRecords) };
    return Buffer.from(JSON.stringify(said === null ? {} : { partialSuccess: said }));
  }
  const writer = Writer.create();
  if (partial !== null) {
    const { rejectedLogRecords, errorMessage } = partial;
    writer.uint32(field(1)).fork();
    writer.uint32(varint(1)).int64(rejectedLogRecords);
    writer.uint32(field(2)).string(errorMessage).ldelim();
  }
  return Buffer.from(writer.finish());
}

/** google.rpc.Code, by HTTP's status; senders go by the latter, and show the words. */
const codes: Readonly<Record<number, number>> = {
  400: 3,
  401: 16,
  403: 7,
  404: 5,
  410: 9,
  413: 8,
  415: 3,
  503: 14,
};
const internal = 13;

/** A refusal as `google.rpc.Status`, in the request's own encoding. */
export function writeOtlpRefusal({ problem }: Refusal, request: FastifyRequest): WrittenRefusal {
  const { status, detail, title } = problem;
  const contentType = otlpEncodingOf(request);
  const code = codes[status] ?? internal;
  const message = detail ?? title;
  const body =
    contentType === 'application/json'
      ? JSON.stringify({ code, message })
      : Buffer.from(Writer.create().uint32(varint(1)).int32(code).uint32(field(2)).string(message).finish());
  return { status, contentType, body };
}

/** A field's tag, by its number: for what has a length, and for a number. */
function field(id: number): number {
  return (id << 3) | 2;
}

function varint(id: number): number {
  return id << 3;
}
