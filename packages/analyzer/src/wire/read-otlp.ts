import { otlpEntry, readResource } from '../frame/otlp-entries.js';
import { type RecordSink, unwrapEntry } from '../frame/unwrap.js';
import { decoderOf, messagesIn } from './protobuf.js';

/*
 * What is read of a request for logs, by opentelemetry-proto's logs.proto and common.proto. Messages that hold records
 * are taken as bytes, and each record is decoded by itself: one that is broken is lost alone.
 */
const repeatedBytes = (id: number) => ({ rule: 'repeated' as const, type: 'bytes', id });
const repeated = (type: string, id: number) => ({ rule: 'repeated' as const, type, id });
const values = {
  KeyValue: { fields: { key: { type: 'string', id: 1 }, value: { type: 'AnyValue', id: 2 } } },
  AnyValue: {
    fields: {
      stringValue: { type: 'string', id: 1 },
      boolValue: { type: 'bool', id: 2 },
      intValue: { type: 'int64', id: 3 },
      doubleValue: { type: 'double', id: 4 },
      arrayValue: { type: 'ArrayValue', id: 5 },
      kvlistValue: { type: 'KeyValueList', id: 6 },
      bytesValue: { type: 'bytes', id: 7 },
    },
  },
  ArrayValue: { fields: { values: repeated('AnyValue', 1) } },
  KeyValueList: { fields: { values: repeated('KeyValue', 1) } },
};
const decodeRequest = decoderOf('ExportLogsServiceRequest', {
  ExportLogsServiceRequest: { fields: { resourceLogs: repeatedBytes(1) } },
});
const decodeResourceLogs = decoderOf('ResourceLogs', {
  ...values,
  ResourceLogs: { fields: { resource: { type: 'Resource', id: 1 }, scopeLogs: repeatedBytes(2) } },
  Resource: { fields: { attributes: repeated('KeyValue', 1) } },
});
const decodeScopeLogs = decoderOf('ScopeLogs', {
  ScopeLogs: { fields: { logRecords: repeatedBytes(2) } },
});
const decodeLogRecord = decoderOf('LogRecord', {
  ...values,
  LogRecord: {
    fields: {
      timeUnixNano: { type: 'fixed64', id: 1 },
      body: { type: 'AnyValue', id: 5 },
      attributes: repeated('KeyValue', 6),
      observedTimeUnixNano: { type: 'fixed64', id: 11 },
    },
  },
});

/** Hands on the log records of an OTLP request in protobuf. */
export function readOtlp(bytes: Uint8Array, sink: RecordSink): void {
  const isRecord = sink.isRecord.bind(sink);
  const request = decodeRequest(bytes);
  if (request === null) rejectAs('request', sink);
  for (const resourceBytes of messagesIn(request?.resourceLogs)) {
    const resourceLogs = decodeResourceLogs(resourceBytes);
    if (resourceLogs === null) rejectAs('ResourceLogs', sink);
    const resource = readResource(resourceLogs?.resource);
    for (const scopeBytes of messagesIn(resourceLogs?.scopeLogs)) {
      const scopeLogs = decodeScopeLogs(scopeBytes);
      if (scopeLogs === null) rejectAs('ScopeLogs', sink);
      for (const recordBytes of messagesIn(scopeLogs?.logRecords)) {
        const record = decodeLogRecord(recordBytes);
        if (record === null) rejectAs('LogRecord', sink);
        else unwrapEntry(otlpEntry(record, resource, isRecord), recordBytes.length, sink);
      }
    }
  }
}

function rejectAs(message: string, sink: RecordSink): void {
  sink.reject('not_a_record', `The bytes of the ${message} are no OTLP, or are cut off.`, '');
}
