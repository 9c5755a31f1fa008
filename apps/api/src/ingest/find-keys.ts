import type { IncomingHttpHeaders } from 'node:http';

/** More candidates than any sender has places to put a key in. */
const candidatesMax = 8;
const keyLengthMax = 512;

/** Where a request may carry an ingest key. */
export interface KeyCarriers {
  /** Last part of the path, decoded. */
  pathKey: string | undefined;
  queryToken: string | undefined;
  headers: IncomingHttpHeaders;
}

export type KeyPlace =
  | 'path'
  | 'query'
  | 'dd-api-key'
  | 'x-amz-firehose-access-key'
  | 'x-api-key'
  | 'authorization';

export interface KeyCandidate {
  text: string;
  place: KeyPlace;
}

/**
 * All texts in a request that may be its ingest key, in the order to try them. A sender that uses
 * `Authorization` for something else, such as a token of its cloud, has its key in the path: so all are tried.
 */
export function findKeys({ pathKey, queryToken, headers }: KeyCarriers): KeyCandidate[] {
  const candidates: { text: unknown; place: KeyPlace }[] = [
    { text: pathKey, place: 'path' },
    { text: queryToken, place: 'query' },
    { text: headers['dd-api-key'], place: 'dd-api-key' },
    { text: headers['x-amz-firehose-access-key'], place: 'x-amz-firehose-access-key' },
    { text: headers['x-api-key'], place: 'x-api-key' },
    { text: fromAuthorization(headers.authorization), place: 'authorization' },
  ];
  const seen = new Set<string>();
  return candidates
    .filter((candidate): candidate is KeyCandidate => isKeyText(candidate.text))
    .filter(({ text }) => !seen.has(text) && seen.add(text))
    .slice(0, candidatesMax);
}

function isKeyText(text: unknown): text is string {
  return typeof text === 'string' && text !== '' && text.length <= keyLengthMax;
}

/** The key behind a scheme, or the whole value where there is none that we know. */
function fromAuthorization(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const text = value.trim();
  const [, scheme = '', credentials = ''] = /^(\w+) +(\S+)$/.exec(text) ?? [];
  switch (scheme.toLowerCase()) {
    case 'bearer':
    case 'splunk':
      return credentials;
    case 'basic':
    case 'apikey':
      return afterColon(Buffer.from(credentials, 'base64').toString());
    default:
      return text;
  }
}

/** `user:password` and `id:key` alike: what stands behind the first colon. */
function afterColon(pair: string): string | undefined {
  const colon = pair.indexOf(':');
  return colon === -1 ? undefined : pair.slice(colon + 1);
}

const keyPrefix = 'twi_';
const keyLengthMin = 8;
const previewLength = 4;

/**
 * The start of the key that was shown, for telling which one a refused sender has: four characters, behind the
 * prefix that all of our keys begin with. `null` where there is nothing that is long enough to be a key.
 */
export function previewOf(candidates: readonly KeyCandidate[]): string | null {
  const texts = candidates.map(({ text }) => text).filter((text) => text.length >= keyLengthMin);
  const shown = texts.find((text) => text.startsWith(keyPrefix)) ?? texts[0];
  if (shown === undefined) return null;
  return shown.slice(0, shown.startsWith(keyPrefix) ? keyPrefix.length + previewLength : previewLength);
}
