import type { WireFormat } from '@turnaway/contracts/ingest-requests';
import { frameRecords } from '../frame/frame-records.js';
import type { RecordSink } from '../frame/unwrap.js';
import { readLoki } from './read-loki.js';
import { readMsgpack } from './read-msgpack.js';
import { readOtlp } from './read-otlp.js';

const readers: Record<WireFormat, (bytes: Uint8Array, sink: RecordSink) => void> = {
  text: frameRecords,
  'otlp-protobuf': readOtlp,
  'loki-protobuf': readLoki,
  msgpack: readMsgpack,
};

/** Finds the records of a batch by how its sender wrote the bytes: binary forms first, all text by framing. */
export function readWire(bytes: Uint8Array, wireFormat: WireFormat, sink: RecordSink): void {
  readers[wireFormat](bytes, sink);
}
