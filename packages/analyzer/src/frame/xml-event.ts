import { XMLParser } from 'fast-xml-parser';
import { isObject, type JsonObject } from '../read-fields.js';

const start = /<(?:\w{1,32}:)?Event[\s>]/;
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  textNodeName: '#text',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: true,
});
/** Windows writes none, and the entities that one defines can make a short text of any length. */
const documentType = /<!DOCTYPE/i;
const xmlLengthMax = 256 * 1024;

/**
 * A Windows event as XML, as an object of the form `{Event: {System, EventData}}`, its `Data` elements as fields by
 * their names; `null` if the text holds none.
 */
export function readXmlEvent(text: string): JsonObject | null {
  const found = text.length > xmlLengthMax ? null : start.exec(text);
  if (found === null || documentType.test(text)) return null;
  const parsed = parseOrNull(text.slice(found.index));
  const event = isObject(parsed) ? parsed.Event : null;
  return isObject(event) ? { Event: { ...event, EventData: namedData(event.EventData) } } : null;
}

/** `null` stands for text that is no XML: it is then read as a line. */
function parseOrNull(xml: string): unknown {
  try {
    return parser.parse(xml);
  } catch {
    return null;
  }
}

/** `<Data Name="Status">0xc000006d</Data>` as the field `Status`; those without a name by their place. */
function namedData(eventData: unknown): JsonObject {
  const fields: Record<string, unknown> = Object.create(null);
  const data = isObject(eventData) ? eventData.Data : undefined;
  const list: unknown[] = Array.isArray(data) ? data : data === undefined ? [] : [data];
  list.forEach((item, place) => {
    if (isObject(item))
      fields[typeof item.Name === 'string' ? item.Name : `param${place + 1}`] = item['#text'] ?? '';
    else fields[`param${place + 1}`] = item;
  });
  return fields;
}
