import { isObject, type JsonObject } from '../read-fields.js';
import { timeIn } from '../read-time.js';
import type { Entry, Envelope } from './envelope.js';

/**
 * The lines of a push to Loki in JSON: `{"streams":[{"stream":{…},"values":[["<ns>","<line>",{…}]]}]}`; also the form
 * before version 1, with `labels` as text and `entries`. `null` for anything else.
 */
export function lokiEntries({ streams }: JsonObject): Entry[] | null {
  if (!Array.isArray(streams) || !streams.every(isObject)) return null;
  if (!streams.every(({ values, entries }) => Array.isArray(values) || Array.isArray(entries))) return null;
  return streams.flatMap(({ stream, labels, values, entries }) => {
    const around = lokiEnvelope(isObject(stream) ? stream : readLabels(labels));
    if (Array.isArray(entries)) {
      return entries.filter(isObject).map(({ ts, line }) => entryOf(line, timeIn(ts), around));
    }
    return (Array.isArray(values) ? values : []).map((value: unknown) =>
      Array.isArray(value) ? entryOf(value[1], timeIn(value[0]), around) : entryOf(value, null, around),
    );
  });
}

function entryOf(line: unknown, time: string | null, around: Envelope): Entry {
  return { content: line, envelope: { ...around, time } };
}

/** `name="value"` pairs; linear, since no name can begin within a value that was taken. */
const label = /([A-Za-z_]\w{0,127})\s{0,8}=\s{0,8}"((?:[^"\\]|\\.){0,2048})"/g;
const labelsLengthMax = 16_384;

/** A stream's labels as they are written in a query: `{host="a", job="b"}`. */
export function readLabels(labels: unknown): JsonObject {
  const found: Record<string, unknown> = Object.create(null);
  if (typeof labels !== 'string') return found;
  for (const [, name = '', value = ''] of labels.slice(0, labelsLengthMax).matchAll(label)) {
    found[name] = value.replace(/\\(.)/g, '$1');
  }
  return found;
}

const hostLabels = ['host', 'hostname', 'nodename', 'instance', 'node'];
const programLabels = [
  'program',
  'syslog_identifier',
  'app',
  'app_name',
  'service_name',
  'container',
  'container_name',
  'unit',
  'job',
];

/** What a stream's labels say of its lines, by the names that Promtail, Alloy and others use. */
export function lokiEnvelope(labels: JsonObject): Envelope {
  const first = (names: readonly string[]) => {
    const found = names
      .map((name) => labels[name])
      .find((value) => typeof value === 'string' && value !== '');
    return typeof found === 'string' && found.length <= 255 ? found : null;
  };
  return {
    time: null,
    host: first(hostLabels),
    program: first(programLabels)?.replace(/\.service$/, '') ?? null,
  };
}
