import { lokiEnvelope, readLabels } from '../frame/loki-entries.js';
import { type RecordSink, unwrapEntry } from '../frame/unwrap.js';
import { isObject } from '../read-fields.js';
import { decoderOf, messagesIn } from './protobuf.js';

/* What is read of a push, by Loki's push.proto. Each entry is decoded by itself: one that is broken is lost alone. */
const decodeRequest = decoderOf('PushRequest', {
  PushRequest: { fields: { streams: { rule: 'repeated', type: 'bytes', id: 1 } } },
});
const decodeStream = decoderOf('StreamAdapter', {
  StreamAdapter: {
    fields: { labels: { type: 'string', id: 1 }, entries: { rule: 'repeated', type: 'bytes', id: 2 } },
  },
});
const decodeEntry = decoderOf('EntryAdapter', {
  EntryAdapter: { fields: { timestamp: { type: 'Timestamp', id: 1 }, line: { type: 'string', id: 2 } } },
  Timestamp: { fields: { seconds: { type: 'int64', id: 1 }, nanos: { type: 'int32', id: 2 } } },
});

/** Hands on the lines of a push to Loki in protobuf. */
export function readLoki(bytes: Uint8Array, sink: RecordSink): void {
  const request = decodeRequest(bytes);
  if (request === null) rejectAs('request', sink);
  for (const streamBytes of messagesIn(request?.streams)) {
    const stream = decodeStream(streamBytes);
    if (stream === null) rejectAs('stream', sink);
    const envelope = lokiEnvelope(readLabels(stream?.labels));
    for (const entryBytes of messagesIn(stream?.entries)) {
      const entry = decodeEntry(entryBytes);
      if (entry === null) rejectAs('entry', sink);
      else
        unwrapEntry(
          { content: entry.line ?? '', envelope: { ...envelope, time: timeOf(entry.timestamp) } },
          entryBytes.length,
          sink,
        );
    }
  }
}

const latestMs = Date.UTC(9999, 11, 31);

function timeOf(timestamp: unknown): string | null {
  if (!isObject(timestamp)) return null;
  const ms = Number(timestamp.seconds ?? 0) * 1_000 + Math.trunc(Number(timestamp.nanos ?? 0) / 1e6);
  return ms > 0 && ms < latestMs ? new Date(ms).toISOString() : null;
}

function rejectAs(message: string, sink: RecordSink): void {
  sink.reject('not_a_record', `The bytes of the ${message} are no push to Loki, or are cut off.`, '');
}
