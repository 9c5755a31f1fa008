import { Buffer } from 'node:buffer';
import { isObject, type JsonObject, listIn } from '../read-fields.js';
import { timeIn } from '../read-time.js';
import type { Entry } from './envelope.js';
import { recordDepthMax } from './limits.js';

/** What all log records of a resource share: where and by what they were written. */
export interface OtlpResource {
  host: string | null;
  program: string | null;
}

/**
 * The log records of an OTLP request in JSON, or of a file that the Collector wrote (opentelemetry-proto,
 * `ExportLogsServiceRequest`); `null` for anything else.
 */
export function otlpEntries(value: JsonObject, isRecord: (part: JsonObject) => boolean): Entry[] | null {
  if (!Array.isArray(value.resourceLogs)) return null;
  return objectsIn(value.resourceLogs).flatMap((resourceLogs) => {
    const resource = readResource(resourceLogs.resource);
    return objectsIn(resourceLogs.scopeLogs)
      .flatMap(({ logRecords }) => objectsIn(logRecords))
      .map((record) => otlpEntry(record, resource, isRecord));
  });
}

function objectsIn(list: unknown): JsonObject[] {
  return listIn(list).filter(isObject);
}

/** The resource's host and service, by the names that OpenTelemetry's semantic conventions give them. */
export function readResource(resource: unknown): OtlpResource {
  const attributes = isObject(resource) ? attributesIn(resource.attributes) : {};
  return { host: wordIn(attributes['host.name']), program: wordIn(attributes['service.name']) };
}

/**
 * One log record. Its body is the record that a system wrote, unless its attributes are: receivers that parse put the
 * fields there and leave the line in the body.
 */
export function otlpEntry(
  record: JsonObject,
  resource: OtlpResource,
  isRecord: (part: JsonObject) => boolean,
): Entry {
  const attributes = attributesIn(record.attributes);
  const body = heldIn(record.body, recordDepthMax);
  const hasBody = body !== null && body !== '';
  const envelope = {
    time: nanosIn(record.timeUnixNano) ?? nanosIn(record.observedTimeUnixNano),
    host: wordIn(attributes['host.name']) ?? resource.host,
    program: resource.program,
  };
  return { content: isRecord(attributes) || !hasBody ? attributes : body, envelope };
}

/** Zero stands for a time that is not known. */
function nanosIn(value: unknown): string | null {
  return value === undefined || value === 0 || value === '0' ? null : timeIn(value);
}

function wordIn(value: unknown): string | null {
  return typeof value === 'string' && value !== '' && value.length <= 255 ? value : null;
}

/** A list of keys and values as an object. */
function attributesIn(list: unknown, depthMax = recordDepthMax): JsonObject {
  const attributes: Record<string, unknown> = Object.create(null);
  for (const { key, value } of objectsIn(list)) {
    if (typeof key === 'string') attributes[key] = heldIn(value, depthMax);
  }
  return attributes;
}

/** An `AnyValue` as what it holds; what is nested deeper than any record is left out. */
function heldIn(value: unknown, depthMax: number): unknown {
  // Some senders write the text itself where the protocol has an object around it.
  if (!isObject(value)) return value ?? null;
  if (depthMax === 0) return null;
  const { stringValue, boolValue, intValue, doubleValue, bytesValue, arrayValue, kvlistValue } = value;
  if (stringValue !== undefined) return stringValue;
  if (isObject(kvlistValue)) return attributesIn(kvlistValue.values, depthMax - 1);
  if (isObject(arrayValue)) return listIn(arrayValue.values).map((item) => heldIn(item, depthMax - 1));
  if (intValue !== undefined) return wholeNumber(intValue);
  if (bytesValue instanceof Uint8Array) return Buffer.from(bytesValue).toString();
  if (typeof bytesValue === 'string') return Buffer.from(bytesValue, 'base64').toString();
  return boolValue ?? doubleValue ?? null;
}

/** 64-bit numbers are written as text; those that a number cannot hold stay so. */
function wholeNumber(value: unknown): unknown {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
