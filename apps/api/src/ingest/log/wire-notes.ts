import type { IncomingHttpHeaders } from 'node:http';
import type { Dialect, WireFormat, WireNote } from '@turnaway/contracts';
import type { KeyPlace } from '../find-keys.js';
import { isOneRecord, jsonShapeOf } from './json-sample.js';
import type { BodySample } from './sample-body.js';

/** What is looked at of a request that was answered. */
export interface SeenRequest {
  method: string;
  httpVersion: string;
  headers: IncomingHttpHeaders;
  /** As the sender named it. */
  contentType: string | null;
  dialect: Dialect;
  /** How its batch is read; binary forms are no text to look at. */
  wireFormat: WireFormat;
  keyPlace: KeyPlace | null;
  /** Start of a key that is none of ours. */
  keyPreview: string | null;
  /** Of the answer; of a refusal, before its dialect said it in another. */
  status: number;
  bytes: number;
  body: BodySample;
}

/**
 * What is odd about a request, for whoever set its sender up: what was put right here, and what is to be put right
 * there. Pure; the texts hold nothing of the request's body and no key.
 */
export function wireNotesOf(seen: SeenRequest): WireNote[] {
  const notes = [...keyNotes(seen), ...refusalNotes(seen), ...connectionNotes(seen)];
  return seen.bytes === 0 ? notes : [...notes, ...packingNotes(seen), ...bodyNotes(seen)];
}

const mended = (code: string, text: string): WireNote => ({ kind: 'mended', code, text });
const toMend = (code: string, text: string): WireNote => ({ kind: 'to-mend', code, text });

function* keyNotes({ status, keyPlace, keyPreview, headers }: SeenRequest): Iterable<WireNote> {
  if ((status === 401 || status === 403) && keyPlace === null) {
    yield keyPreview === null
      ? toMend(
          'key-missing',
          'No ingest key was in this request. Set Authorization: Bearer with the key, or put the key at the end of the address.',
        )
      : toMend(
          'key-unknown',
          `The key that was shown begins with ${keyPreview} and is no key of this server, or was taken away. Make a new key on the feed.`,
        );
  }
  if (keyPlace === 'query') {
    yield mended(
      'key-in-query',
      "The key was found in the address's query, where proxies and logs may keep it. A header is safer if the sender can set one.",
    );
  }
  if (keyPlace !== null && keyPlace !== 'authorization' && headers.authorization !== undefined) {
    yield mended(
      'other-authorization',
      "Authorization holds another service's credential; the key was found elsewhere in the request.",
    );
  }
}

function* refusalNotes({ status, bytes, headers, method, keyPlace }: SeenRequest): Iterable<WireNote> {
  const brings = method === 'POST' || method === 'PUT';
  // Splunk and Datadog say 403 to a key that is good and to one that is not.
  if (status === 410 || (status === 403 && keyPlace !== null)) {
    yield toMend('feed-disabled', 'This feed is switched off. Switch it on, or stop the sender.');
  }
  if (status === 413) {
    yield toMend(
      'body-too-large',
      'The body is larger than this server takes. Set a smaller batch at the sender, or turn compression on.',
    );
  }
  if (status === 415) {
    yield toMend(
      'encoding-unknown',
      `The body is packed in a way that is not read here (${word(headers['content-encoding'])}). Set gzip at the sender.`,
    );
  }
  if (brings && bytes === 0 && status === 400) {
    yield toMend('empty-body', 'The body was empty. Check which data the sender puts into the body.');
  }
}

function* connectionNotes({ httpVersion, headers }: SeenRequest): Iterable<WireNote> {
  if (httpVersion === '1.0' && headers.connection?.toLowerCase() !== 'keep-alive') {
    yield toMend(
      'http-1-0',
      'The request came by HTTP/1.0, with a new connection for each. Set HTTP/1.1 at the sender or at the proxy before this server.',
    );
  }
  if (headers.expect?.toLowerCase() === '100-continue') {
    yield mended(
      'expect-continue',
      'The sender waited for a go-ahead before the body (Expect: 100-continue), and got it. An empty Expect header saves that wait.',
    );
  }
}

function* packingNotes({ headers, body }: SeenRequest): Iterable<WireNote> {
  const declared = word(headers['content-encoding']);
  const isDeclared = declared !== 'none' && declared !== 'identity';
  if (body.packed !== null && !isDeclared) {
    yield mended(
      'packed-without-header',
      `The body is packed with ${body.packed} and no Content-Encoding says so; it was unpacked. Set Content-Encoding: ${body.packed}.`,
    );
  }
  if (body.packed === null && (declared === 'gzip' || declared === 'x-gzip' || declared === 'zstd')) {
    yield mended(
      'header-without-packing',
      `Content-Encoding says ${declared} and the body is not packed; it was taken as it is.`,
    );
  }
}

const carriesText = new Set<WireFormat>(['text']);
/** Senders that can put more than one record into a request. */
const batching = new Set<Dialect>([
  'plain',
  'fluent-bit',
  'fluentd',
  'vector',
  'logstash',
  'rsyslog',
  'syslog-ng',
]);

/** Protocols whose bodies are lines or streams of JSON, whatever type their senders write on them. */
const ownForm = new Set<Dialect>(['splunk-hec', 'elasticsearch']);

function* bodyNotes(seen: SeenRequest): Iterable<WireNote> {
  const { body, dialect, wireFormat } = seen;
  const packedUnseen =
    body.bytes.length === 0 || /\b(deflate|br)\b/.test(word(seen.headers['content-encoding']));
  if (packedUnseen || !carriesText.has(wireFormat)) return;
  const type = seen.contentType?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (type === 'multipart/form-data') {
    yield toMend(
      'multipart-body',
      'The body is a web form with a file in it. Send the file itself as the body: with curl, --data-binary @file.',
    );
    return;
  }
  const charset = charsetTrouble(body);
  if (charset !== null) {
    yield charset;
    return;
  }
  const text = body.bytes.toString();
  if (type === 'application/x-www-form-urlencoded' && !ownForm.has(dialect)) yield formNote(text);
  if (!ownForm.has(dialect) && /^(application|text)\/([\w.+-]*\+)?json$/.test(type)) yield* jsonNotes(text);
  if (dialect === 'authentik' && !text.includes('"created"')) {
    yield toMend(
      'authentik-without-mapping',
      'authentik sent its own words for the event, which say no time: they are rejected. Give the transport a mapping of the body that returns the event; the one under “Set up a sender” does.',
    );
  }
  if (batching.has(dialect) && body.isWhole && isTaken(seen.status) && isOneRecord(text)) {
    yield toMend(
      'one-record',
      'This request brought one record. That is fine for a try; for steady traffic set a batch of a few hundred records or a few seconds at the sender.',
    );
  }
}

function isTaken(status: number): boolean {
  return status >= 200 && status < 300;
}

function* jsonNotes(text: string): Iterable<WireNote> {
  const shape = jsonShapeOf(text);
  if (shape === 'lines') {
    yield mended('lines-as-json', 'JSON lines were sent as application/json; they were read line by line.');
  }
  if (shape === 'stream') {
    yield mended(
      'stream-as-json',
      'A JSON stream was sent as application/json; its values were read one by one.',
    );
  }
}

function formNote(text: string): WireNote {
  return /^\s*[\w.[\]%-]{1,100}=/.test(text)
    ? toMend(
        'form-body',
        'The body is a web form (name=value). Set JSON at the sender: with Logstash, format => "json_batch".',
      )
    : mended(
        'form-type',
        'Logs were sent with the content type of a web form, as curl -d does, and taken as they are. curl -d also drops line ends: use --data-binary.',
      );
}

function charsetTrouble({ bytes, isWhole }: BodySample): WireNote | null {
  const [first, second] = bytes;
  const isUtf16 =
    (first === 0xff && second === 0xfe) ||
    (first === 0xfe && second === 0xff) ||
    (first === 0x00) !== (second === 0x00);
  if (isUtf16) {
    return toMend(
      'utf-16',
      'The body is written in UTF-16. Set UTF-8 at the sender (PowerShell: -Encoding utf8).',
    );
  }
  try {
    // Of a body that goes on, the last character may be cut off.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: !isWhole });
    return null;
  } catch {
    return toMend(
      'not-utf-8',
      'The body is not UTF-8: records with other bytes are rejected. Set UTF-8 at the sender.',
    );
  }
}

/** A header's value as it may stand in a sentence. */
function word(value: string | undefined): string {
  const text = value?.trim().toLowerCase() ?? '';
  return text === '' ? 'none' : text.replace(/[^\w, -]/g, '').slice(0, 40);
}
