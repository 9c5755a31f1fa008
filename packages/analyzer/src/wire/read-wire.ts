import type { WireFormat } from '@turnaway/contracts/ingest-requests';
import { frameRecords } from '../frame/frame-records.js';
import type { RecordSink } from '../frame/unwrap.js';
import { readMsgpack } from './read-msgpack.js';

/** Finds the records of a batch by how its sender wrote the bytes: binary forms first, all text by framing. */
export function readWire(bytes: Uint8Array, wireFormat: WireFormat, sink: RecordSink): void {
  switch (wireFormat) {
    case 'msgpack':
      readMsgpack(bytes, sink);
      break;
    default:
      frameRecords(bytes, sink);
  }
}
