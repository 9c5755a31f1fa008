import type { RejectReason } from '@turnaway/contracts/batch-facts';
import { isObject, type JsonObject } from '../read-fields.js';
import { excerptOf } from './excerpt.js';
import { envelopeDepthMax, recordBytesMax, recordDepthMax } from './limits.js';
import { isDeeperThan, isLargerThan } from './measure.js';
import { isLogAnalyticsRow, unflattenLogAnalyticsRow } from './unflatten-log-analytics.js';

/** Takes what framing finds, in the order of the batch. */
export interface RecordSink {
  /** Does a parser know this shape? Such an object is a record, even where it looks like an envelope. */
  isRecord(value: JsonObject): boolean;
  record(value: JsonObject): void;
  reject(reason: RejectReason, detail: string, excerpt: string): void;
}

/** Keys under which pages and batches keep their list: Event Hub, CloudTrail, Microsoft Graph, Auth0. */
const listKeys = ['records', 'Records', 'value', 'logs'] as const;

/** Keys under which collectors keep one record: Splunk, EventBridge, Cribl, Datadog; the last two as JSON text. */
const singleKeys = ['event', 'detail', '_raw', 'message'] as const;

/**
 * Takes records out of lists and envelopes, however they are nested. `sourceBytes` is the length of the text that the
 * value was parsed from: only a long one can hold a record above the limit.
 */
export function unwrap(value: unknown, sourceBytes: number, sink: RecordSink, depth = 0): void {
  if (depth > envelopeDepthMax) {
    sink.reject(
      'too_deep',
      `Lists or envelopes are nested deeper than ${envelopeDepthMax}.`,
      excerptOf(value),
    );
  } else if (Array.isArray(value)) {
    for (const item of value) unwrap(item, sourceBytes, sink, depth + 1);
  } else if (isObject(value)) {
    unwrapObject(value, sourceBytes, sink, depth);
  } else if (typeof value === 'string' && looksLikeJson(value)) {
    unwrapText(value, sink, depth);
  } else {
    sink.reject('not_a_record', 'Expected a JSON object.', excerptOf(value));
  }
}

function unwrapObject(value: JsonObject, sourceBytes: number, sink: RecordSink, depth: number): void {
  const content = sink.isRecord(value) ? undefined : contentOf(value);
  if (content !== undefined) {
    unwrap(content, sourceBytes, sink, depth + 1);
  } else if (isDeeperThan(value, recordDepthMax)) {
    sink.reject('too_deep', `The record is nested deeper than ${recordDepthMax} levels.`, excerptOf(value));
  } else if (sourceBytes > recordBytesMax && isLargerThan(value, recordBytesMax)) {
    sink.reject('too_large', `The record is larger than ${recordBytesMax} bytes.`, excerptOf(value));
  } else {
    sink.record(value);
  }
}

/** What an envelope holds; `undefined` if it is none. */
function contentOf(value: JsonObject): unknown {
  for (const key of listKeys) {
    if (Array.isArray(value[key])) return value[key];
  }
  // An Okta event hook.
  if (isObject(value.data) && Array.isArray(value.data.events)) return value.data.events;
  for (const key of singleKeys) {
    const content = value[key];
    if (isObject(content) || (typeof content === 'string' && looksLikeJson(content))) return content;
  }
  return isLogAnalyticsRow(value) ? unflattenLogAnalyticsRow(value) : undefined;
}

const jsonStart = /^\s*[{[]/;

function looksLikeJson(value: string): boolean {
  return jsonStart.test(value);
}

function unwrapText(value: string, sink: RecordSink, depth: number): void {
  const parsed = parseJson(value);
  if (parsed.ok) unwrap(parsed.value, value.length, sink, depth + 1);
  else sink.reject('not_json', 'The text within the envelope is not valid JSON.', excerptOf(value));
}

/** JSON.parse, with the error as a value. */
export function parseJson(json: string): { ok: true; value: unknown } | { ok: false } {
  try {
    return { ok: true, value: JSON.parse(json) };
  } catch {
    return { ok: false };
  }
}
