import { isObject, type JsonObject } from '../read-fields.js';
import type { Entry } from './envelope.js';
import { lokiEntries } from './loki-entries.js';
import { otlpEntries } from './otlp-entries.js';
import { looksLikeJson } from './parse-json.js';
import { isLogAnalyticsRow, unflattenLogAnalyticsRow } from './unflatten-log-analytics.js';

/** What an envelope holds: a value to go on with, entries that each say more, base64, or nothing that is a record. */
export type Content =
  | { kind: 'value'; content: unknown }
  | { kind: 'entries'; entries: readonly Entry[] }
  | { kind: 'base64'; content: string }
  | { kind: 'nothing' };

/** Keys under which pages and batches keep their list: Event Hub, CloudTrail, Graph, CloudWatch, vendors' own APIs. */
const listKeys = [
  'records',
  'Records',
  'value',
  'logs',
  'logEvents',
  'items',
  'events',
  'Events',
  'entries',
  'authlogs',
  'results',
  'Results',
  'result',
  'data',
] as const;

/** Keys under which collectors keep one record: Splunk, EventBridge, Elastic (`doc` in updates), Cribl, Datadog, Lambda, CloudTrail's look-up. */
const objectKeys = [
  'awslogs',
  'kinesis',
  'event',
  'detail',
  '_source',
  'doc',
  'result',
  'response',
  'data',
  'hits',
  'payload',
  'message',
  'CloudTrailEvent',
] as const;

/** Keys under which collectors keep the line that a system wrote. */
const textKeys = [
  '_raw',
  'message',
  'MESSAGE',
  'SyslogMessage',
  'log',
  'msg',
  'line',
  'raw',
  '@message',
  'full_message',
  'Message',
  'event',
  'body',
] as const;

/**
 * What an envelope holds; `null` if it is none. `isRecord` tells whether a parser knows a shape: an object within an
 * object of an unknown wrapper is a record if it does.
 */
export function contentOf(value: JsonObject, isRecord: (part: JsonObject) => boolean): Content | null {
  if (isBulkAction(value) || value.messageType === 'CONTROL_MESSAGE') return { kind: 'nothing' };
  const entries = otlpEntries(value, isRecord) ?? lokiEntries(value);
  if (entries !== null) return { kind: 'entries', entries };
  const page = pageIn(value);
  if (page !== null) return { kind: 'value', content: page };
  if (typeof value.data === 'string' && isBase64(value.data)) return { kind: 'base64', content: value.data };
  for (const key of objectKeys) {
    if (key === 'event' && isEcsMetadata(value.event)) continue;
    const content = value[key];
    if (isObject(content) || (typeof content === 'string' && looksLikeJson(content)))
      return { kind: 'value', content };
  }
  if (isLogAnalyticsRow(value)) return { kind: 'value', content: unflattenLogAnalyticsRow(value) };
  const part = knownPartOf(value, isRecord);
  if (part !== null) return { kind: 'value', content: part };
  const written = textWithin(value);
  return written === null ? null : { kind: 'value', content: written };
}

/** The list of a page or of a batch. */
function pageIn(value: JsonObject): unknown {
  const key = listKeys.find((name) => Array.isArray(value[name]));
  if (key !== undefined) return value[key];
  // An Okta event hook.
  const { data } = value;
  const events = isObject(data) && Array.isArray(data.events) ? data.events : null;
  return rowsOfTables(value.tables) ?? embeddedList(value._embedded) ?? events;
}

/** The line that a system wrote, as collectors keep it. */
function textWithin(value: JsonObject): unknown {
  const isText = (content: unknown) => typeof content === 'string' && content.trim() !== '';
  const key = textKeys.find((name) => isText(value[name]));
  if (key !== undefined) return value[key];
  const original = isObject(value.event) ? value.event.original : value.original;
  if (isText(original)) return original;
  // Suites of tests of log parsers keep a record so, beside what they expect of it.
  return isObject(value.input) && isText(value.input.message) ? value.input : null;
}

/** Elastic's shippers describe the record under `event`; the record itself is the `message` or `event.original`. */
function isEcsMetadata(event: unknown): boolean {
  return isObject(event) && ecsEventFields.some((field) => typeof event[field] === 'string');
}

const ecsEventFields = ['original', 'dataset', 'module', 'kind', 'ingested'] as const;

/** A page of the Hypertext Application Language, as PingOne answers: `{_embedded: {activities: […]}}`. */
function embeddedList(embedded: unknown): readonly unknown[] | null {
  return isObject(embedded) ? (Object.values(embedded).find(Array.isArray) ?? null) : null;
}

const bulkActions = new Set(['index', 'create', 'update', 'delete']);
/** What may stand beside the index and the id that an action names. */
const bulkSettings = new Set([
  'routing',
  'pipeline',
  'require_alias',
  'require_data_stream',
  'dynamic_templates',
  'retry_on_conflict',
  'version',
  'version_type',
  'if_seq_no',
  'if_primary_term',
]);

/** The line before each document of an Elasticsearch bulk request. */
function isBulkAction(value: JsonObject): boolean {
  const [key, ...others] = Object.keys(value);
  if (key === undefined || others.length > 0 || !bulkActions.has(key)) return false;
  const target = value[key];
  return (
    isObject(target) && Object.keys(target).every((name) => name.startsWith('_') || bulkSettings.has(name))
  );
}

const base64 = /^[A-Za-z0-9+/\s]+(?:={1,2}\s*)?$/;

function isBase64(text: string): boolean {
  return text.length >= 16 && base64.test(text);
}

const partsMax = 64;

/** Wrappers of unknown make: an object among the fields that a parser knows. */
function knownPartOf(value: JsonObject, isRecord: (part: JsonObject) => boolean): JsonObject | null {
  for (const part of Object.values(value).slice(0, partsMax)) {
    if (isObject(part) && isRecord(part)) return part;
  }
  return null;
}

/** The answer of a query of Log Analytics: names of columns apart from the rows. */
function rowsOfTables(tables: unknown): readonly JsonObject[] | null {
  const [table] = Array.isArray(tables) ? tables : [];
  if (!isObject(table) || !Array.isArray(table.columns) || !Array.isArray(table.rows)) return null;
  const names = table.columns.map((column) => (isObject(column) ? String(column.name) : String(column)));
  return table.rows.filter(Array.isArray).map((cells: readonly unknown[]) => {
    const row: Record<string, unknown> = Object.create(null);
    names.forEach((name, place) => {
      if (cells[place] !== null && cells[place] !== '') row[name] = cells[place];
    });
    return row;
  });
}
