import { readXmlEvent } from '../frame/xml-event.js';
import { isObject, type JsonObject, joined, listIn, name, objectIn, text } from '../read-fields.js';
import { timeIn } from '../read-time.js';
import { windowsMessageFields } from './windows-message.js';
import { type PositionalFields, positionalFields } from './windows-positions.js';

/** An event of the Windows event log, whoever shipped it. */
export interface WindowsEvent {
  eventId: number;
  /** `Microsoft-Windows-Security-Auditing`, `AD FS Auditing`, … */
  provider: string;
  channel: string | null;
  time: unknown;
  computer: string | null;
  recordId: string | null;
  /** What the keywords or the type say of an audit event. */
  audit: 'success' | 'failure' | null;
  /** The event's own fields, by the names of its definition: `TargetUserName`, `SubStatus`, … */
  data: JsonObject;
  /** The rendered text, in the language of the computer. */
  message: string | null;
}

/** Where the parts of an event stand in a record. */
interface Parts {
  eventId: unknown;
  provider: unknown;
  channel?: unknown;
  time: unknown;
  computer?: unknown;
  recordId?: unknown;
  keywords?: unknown;
  message?: unknown;
  data: unknown;
}

/** The provider of the event that a record holds, for a first look; `null` if it holds none. */
export function windowsProviderIn(record: JsonObject): string | null {
  const parts = partsIn(record);
  if (parts === null || eventIdOf(parts.eventId) === null) return null;
  return name(providerName(parts.provider));
}

/** The event that a record holds, in any of the shapes that shippers write; `null` if it holds none. */
export function windowsEventIn(record: JsonObject): WindowsEvent | null {
  const parts = partsIn(record);
  return parts === null ? null : windowsEventOf(parts);
}

/** Makes the event of its parts; what its fields leave out is read from its text. */
export function windowsEventOf(parts: Parts): WindowsEvent | null {
  const eventId = eventIdOf(parts.eventId);
  const provider = name(providerName(parts.provider));
  if (eventId === null || provider === null) return null;
  const message = longText(parts.message);
  return {
    eventId,
    provider,
    channel: name(parts.channel),
    time: parts.time,
    computer: name(parts.computer),
    recordId: name(parts.recordId),
    audit: auditOf(parts.keywords),
    data: { ...windowsMessageFields(message), ...fieldsOf(parts.data, eventId) },
    message,
  };
}

/**
 * Unique even after the log was cleared, which starts the record numbers anew; `undefined` where the event does not
 * say enough, so that its content stands for it.
 */
export function windowsEventIdentity({
  computer,
  channel,
  recordId,
  time,
}: WindowsEvent): string | undefined {
  const at = timeIn(time);
  if (computer === null || recordId === null || at === null) return undefined;
  return joined('/', computer.toLowerCase(), channel, recordId, at) ?? undefined;
}

function partsIn(record: JsonObject): Parts | null {
  if (isObject(record.winlog)) return winlogbeatParts(record, record.winlog);
  if (isObject(record.Event)) return xmlParts(record.Event);
  if (isObject(record.win)) return wazuhParts(record.win);
  if (record['winlog.event_id'] !== undefined) return dottedParts(record);
  if (isObject(record.action) && isObject(record.action.properties)) return endpointParts(record);
  if (typeof record.RawXml === 'string') {
    const event = readXmlEvent(record.RawXml)?.Event;
    return isObject(event) ? xmlParts(event) : null;
  }
  return flatParts(record);
}

/** Winlogbeat 7 and later, and what Elastic ships in its manner. */
function winlogbeatParts(record: JsonObject, winlog: JsonObject): Parts {
  const event = objectIn(record.event);
  return {
    eventId: winlog.event_id ?? event.code,
    provider: winlog.provider_name ?? event.provider,
    channel: winlog.channel,
    time: winlog.time_created ?? record['@timestamp'],
    computer: winlog.computer_name ?? objectIn(record.host).name,
    recordId: winlog.record_id,
    keywords: winlog.keywords ?? event.outcome,
    message: record.message ?? event.original,
    data: { ...objectIn(winlog.user_data), ...objectIn(winlog.event_data) },
  };
}

/** The same, flattened by a table or a search: `winlog.event_data.TargetUserName`. */
function dottedParts(record: JsonObject): Parts {
  const data: Record<string, unknown> = Object.create(null);
  for (const [key, value] of Object.entries(record)) {
    if (key.startsWith('winlog.event_data.')) data[key.slice('winlog.event_data.'.length)] = value;
  }
  return {
    eventId: record['winlog.event_id'],
    provider: record['winlog.provider_name'] ?? record['event.provider'],
    channel: record['winlog.channel'],
    time: record['winlog.time_created'] ?? record['@timestamp'],
    computer: record['winlog.computer_name'] ?? record['host.name'],
    recordId: record['winlog.record_id'],
    keywords: record['winlog.keywords'] ?? record['event.outcome'],
    message: record.message,
    data,
  };
}

/** The XML of the event log, also as tools turn it into JSON, which keep attributes in various places. */
function xmlParts(event: JsonObject): Parts | null {
  if (!isObject(event.System)) return null;
  const system = event.System;
  const created = attributesOf(system.TimeCreated);
  const provider = attributesOf(system.Provider);
  return {
    eventId: plainOf(system.EventID),
    provider: provider.Name ?? provider.EventSourceName,
    channel: plainOf(system.Channel),
    time: created.SystemTime ?? created.RawTime,
    computer: plainOf(system.Computer),
    recordId: plainOf(system.EventRecordID),
    keywords: plainOf(system.Keywords),
    message: objectIn(event.RenderingInfo).Message,
    data: isObject(event.UserData)
      ? { ...objectIn(event.EventData), UserData: event.UserData }
      : event.EventData,
  };
}

/** Wazuh, which begins all names with a small letter. */
function wazuhParts(win: JsonObject): Parts {
  const system = objectIn(win.system);
  const data: Record<string, unknown> = Object.create(null);
  for (const [key, value] of Object.entries(objectIn(win.eventdata)))
    data[key.charAt(0).toUpperCase() + key.slice(1)] = value;
  return {
    eventId: system.eventID,
    provider: system.providerName,
    channel: system.channel,
    time: system.systemTime,
    computer: system.computer,
    recordId: system.eventRecordID,
    keywords: system.severityValue ?? system.keywords,
    message: system.message,
    data,
  };
}

/** An endpoint's document in the manner of ECS, with the fields under `action.properties`. */
function endpointParts(record: JsonObject): Parts {
  const action = objectIn(record.action);
  const properties = objectIn(action.properties);
  const event = objectIn(record.event);
  return {
    eventId: event.code ?? action.id,
    provider: properties.SourceName ?? event.provider,
    time: record['@timestamp'] ?? event.created,
    computer: objectIn(record.host).hostname,
    recordId: action.record_id,
    keywords: properties.EventType ?? properties.Keywords,
    message: event.message ?? record.message,
    data: properties,
  };
}

/**
 * All in one object: NXLog, Winlogbeat 6, Fluent Bit, Graylog, the OpenTelemetry Collector, PowerShell, rows of
 * Log Analytics and of Splunk.
 */
function flatParts(record: JsonObject): Parts | null {
  const provider =
    record.SourceName ??
    record.ProviderName ??
    record.EventSourceName ??
    record.source_name ??
    record.provider ??
    record.Provider ??
    record.Source;
  const eventId =
    record.EventID ??
    record.EventId ??
    record.event_id ??
    record.EventCode ??
    record.Id ??
    record['Event ID'];
  if (provider === undefined || eventId === undefined) return null;
  if (!logKeys.some((key) => record[key] !== undefined)) return null;
  return {
    eventId,
    provider,
    channel: record.Channel ?? record.channel ?? record.log_name ?? record.LogName,
    time: flatTime(record),
    computer:
      record.Hostname ??
      record.Computer ??
      record.ComputerName ??
      record.computer_name ??
      record.computer ??
      record.MachineName ??
      record.host,
    recordId:
      record.RecordNumber ??
      record.EventRecordID ??
      record.EventRecordId ??
      record.record_number ??
      record.record_id ??
      record.RecordId,
    keywords: [
      record.EventType,
      record.keywords,
      record.Keywords,
      record.KeywordsDisplayNames,
      record.EntryType,
      record.Type,
    ],
    message: record.Message ?? record.message ?? record.rest ?? record.EventData,
    data: { ...record, ...flatFields(record) },
  };
}

/** One of these is beside the number of an event of Windows, and not beside that of others. */
const logKeys = [
  'Channel',
  'channel',
  'log_name',
  'LogName',
  'Opcode',
  'OpcodeValue',
  'EventRecordID',
  'RecordNumber',
  'EventSourceName',
  'Task Category',
  'EntryType',
] as const;

function flatTime(record: JsonObject): unknown {
  const time =
    record.EventTime ??
    record.TimeCreated ??
    record.system_time ??
    record['@timestamp'] ??
    record['TimeGenerated [UTC]'] ??
    record.TimeGenerated ??
    record['Date and Time'] ??
    record.timestamp ??
    record._time;
  // PowerShell's JSON has `/Date(1772352930000)/`.
  return typeof time === 'string' ? (/^\/Date\((\d{9,14})\)\/$/.exec(time)?.[1] ?? time) : time;
}

function flatFields(record: JsonObject): PositionalFields {
  const values = record.StringInserts ?? record.ReplacementStrings ?? record.Properties;
  const eventId = eventIdOf(record.EventID ?? record.EventId ?? record.Id);
  return Array.isArray(values) && eventId !== null
    ? positionalFields(eventId, values)
    : objectIn(record.event_data ?? record.EventData);
}

/** Fields by name; lists of `{Name, #text}`, of one-key objects and of bare values become fields too. */
function fieldsOf(data: unknown, eventId: number): JsonObject {
  const object = objectIn(data);
  const inner = object.Data ?? object.data;
  if (isObject(inner) && attributesOf(inner).Name === undefined) return fieldsOf(inner, eventId);
  const list = isObject(inner) ? [inner] : listIn(inner ?? (Array.isArray(data) ? data : undefined));
  const fields: Record<string, unknown> = Object.create(null);
  for (const [key, value] of Object.entries(object)) {
    if (key !== 'Data' && key !== 'data' && key !== '#attributes' && value !== '-') fields[key] = value;
  }
  Object.assign(fields, listFields(list));
  const positions = Object.keys(fields).filter((key) => /^param\d{1,2}$/.test(key));
  if (positions.length === 0) return fields;
  const values = positions.map((key) => fields[key]);
  return { ...positionalFields(eventId, values), ...fields };
}

function listFields(list: readonly unknown[]): JsonObject {
  const fields: Record<string, unknown> = Object.create(null);
  list.forEach((item, place) => {
    if (!isObject(item)) {
      fields[`param${place + 1}`] = item;
      return;
    }
    const named = attributesOf(item).Name;
    if (typeof named === 'string')
      fields[named] = item['#text'] ?? item.value ?? item.Value ?? item.text ?? '';
    else Object.assign(fields, item);
  });
  return fields;
}

/** Attributes, which tools keep in an object of their own, or mark by a sign in front of the name. */
function attributesOf(value: unknown): JsonObject {
  const object = objectIn(value);
  const apart = object['#attributes'] ?? object.attributes ?? object.$;
  if (isObject(apart)) return apart;
  const attributes: Record<string, unknown> = Object.create(null);
  for (const [key, part] of Object.entries(object)) attributes[key.replace(/^[@_-]/, '')] = part;
  return attributes;
}

function plainOf(value: unknown): unknown {
  return isObject(value) ? (value['#text'] ?? value.value ?? value.Value ?? value._) : value;
}

function providerName(value: unknown): unknown {
  return isObject(value) ? (value.Name ?? value.name) : value;
}

function eventIdOf(value: unknown): number | null {
  const plain = isObject(value) ? (value.id ?? value.value ?? value.ID) : value;
  const id = typeof plain === 'number' ? plain : Number(text(plain, 10) ?? Number.NaN);
  return Number.isInteger(id) && id >= 0 && id <= 0xffff ? id : null;
}

const failureKeyword = 0x10_0000_0000_0000n;
const successKeyword = 0x20_0000_0000_0000n;
const numeric = /^(?:0x[0-9a-f]{1,16}|-?\d{12,20})$/i;

/** The words `Audit Failure` and the like, or the bits of the keywords. */
function auditOf(keywords: unknown): 'success' | 'failure' | null {
  const words = (Array.isArray(keywords) ? keywords : [keywords]).filter(
    (word) => typeof word === 'string' || typeof word === 'number',
  );
  for (const word of words.map(String)) {
    if (/fail/i.test(word)) return 'failure';
    if (/succ/i.test(word)) return 'success';
    if (!numeric.test(word)) continue;
    const bits = BigInt.asUintN(64, BigInt(word));
    if ((bits & failureKeyword) !== 0n) return 'failure';
    if ((bits & successKeyword) !== 0n) return 'success';
  }
  return null;
}

const messageLengthMax = 16_000;

/** With its line breaks, which tell the parts of the text apart. */
function longText(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.slice(0, messageLengthMax) : null;
}
