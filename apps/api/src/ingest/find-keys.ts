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

/**
 * All texts in a request that may be its ingest key, in the order to try them. A sender that uses
 * `Authorization` for something else, such as a token of its cloud, has its key in the path: so all are tried.
 */
export function findKeys({ pathKey, queryToken, headers }: KeyCarriers): string[] {
  const candidates = [
    pathKey,
    queryToken,
    headers['dd-api-key'],
    headers['x-amz-firehose-access-key'],
    headers['x-api-key'],
    ...fromAuthorization(headers.authorization),
  ];
  const texts = candidates.filter(
    (text): text is string => typeof text === 'string' && text !== '' && text.length <= keyLengthMax,
  );
  return [...new Set(texts)].slice(0, candidatesMax);
}

/** The key behind a scheme, or the whole value where there is none that we know. */
function fromAuthorization(value: string | undefined): (string | undefined)[] {
  if (value === undefined) return [];
  const text = value.trim();
  const [, scheme = '', credentials = ''] = /^(\w+) +(\S+)$/.exec(text) ?? [];
  switch (scheme.toLowerCase()) {
    case 'bearer':
    case 'splunk':
      return [credentials];
    case 'basic':
    case 'apikey':
      return [afterColon(Buffer.from(credentials, 'base64').toString())];
    default:
      return [text];
  }
}

/** `user:password` and `id:key` alike: what stands behind the first colon. */
function afterColon(pair: string): string | undefined {
  const colon = pair.indexOf(':');
  return colon === -1 ? undefined : pair.slice(colon + 1);
}
