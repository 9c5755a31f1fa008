import type { SaidBeside, WireFormat } from '@turnaway/contracts/ingest-requests';
import { frameRecords } from '../frame/frame-records.js';
import { outermost, type RecordSink } from '../frame/unwrap.js';
import { readLoki } from './read-loki.js';
import { readMsgpack } from './read-msgpack.js';
import { readOtlp } from './read-otlp.js';

const readers: Record<Exclude<WireFormat, 'text'>, (bytes: Uint8Array, sink: RecordSink) => void> = {
  'otlp-protobuf': readOtlp,
  'loki-protobuf': readLoki,
  msgpack: readMsgpack,
};

/** Finds the records of a batch by how its sender wrote the bytes: binary forms first, all text by framing. */
export function readWire(
  {
    bytes,
    wireFormat = 'text',
    beside,
  }: { bytes: Uint8Array; wireFormat?: WireFormat; beside?: SaidBeside | null },
  sink: RecordSink,
): void {
  if (wireFormat !== 'text') readers[wireFormat](bytes, sink);
  else frameRecords(bytes, sink, beside ? { ...outermost, envelope: beside } : outermost);
}
