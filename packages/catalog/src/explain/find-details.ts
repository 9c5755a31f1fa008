import type { TextDetail, TextDetailKind } from '@turnaway/contracts/catalog-entry';

const detailsMax = 40;
const valueLengthMax = 512;

const guid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const email = String.raw`[\w.+#-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}`;
const ipv4 = String.raw`(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d.]*\d)`;
const ipv6 =
  '(?<![\\w:])(?:[0-9a-f]{1,4}:){3,7}[0-9a-f]{1,4}(?![\\w:])|(?<![\\w:])(?:[0-9a-f]{1,4}:){1,6}:(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,5})?(?![\\w:])';
const day = String.raw`\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})?`;
/** Between a label and its value: a colon, an equals sign, quotes, or the word `with`. */
const gap = String.raw`["']?(?:\s{0,4}[:=]\s{0,4}|\s{1,4}(?:with |name |id |identifier )?)["'(]?`;
const quoted = String.raw`\s{1,4}(?:with |named |name |id |identifier ){0,2}(?:'([^'\n{}]{1,256})'|"([^"\n{}]{1,256})")`;

const labelled = (labels: string, value: string) => new RegExp(`\\b(?:${labels})${gap}(${value})`, 'gi');
const inQuotes = (labels: string) => new RegExp(`\\b(?:${labels})${quoted}`, 'gi');

/** In order: what an earlier pattern has taken is not taken again as something else. */
const patterns: readonly [kind: TextDetailKind, pattern: RegExp][] = [
  ['correlation-id', labelled('correlation[ _-]?id|x-ms-correlation-id|client-request-id', guid)],
  ['trace-id', labelled('trace[ _-]?id', `${guid}|[0-9a-f]{16,32}`)],
  ['request-id', labelled('request[ _-]?id|requestid|errorId|x-okta-request-id', `${guid}|[\\w-]{12,64}`)],
  ['tenant', labelled('tenant(?:[ _-]?id)?|realm|directory', `${guid}|[\\w-]{1,63}(?:\\.[\\w-]{2,63}){1,4}`)],
  ['app', labelled('app(?:lication)?(?:[ _-]?id)?|client[ _-]?id|appid', guid)],
  ['resource', labelled('resource(?:[ _-]?id)?', guid)],
  [
    'redirect-uri',
    labelled(
      'redirect[ _-]?ur[il]|reply ?url|callback ?url|post_logout_redirect_uri',
      '[a-z][\\w+.-]{1,20}:/{1,3}[^\\s"\'<>&]{1,400}',
    ),
  ],
  ['tenant', inQuotes('tenant|realm|directory')],
  ['app', inQuotes('app|application|client|client application|service provider')],
  ['resource', inQuotes('resource|resource principal|api')],
  ['user', inQuotes('user account|user|account|username|principal')],
  ['user', labelled('user(?:name|[ _-]?principal[ _-]?name|[ _-]?id)?|account name|login|upn|ruser', email)],
  ['user', new RegExp(email, 'gi')],
  ['ip', new RegExp(ipv4, 'g')],
  ['ip', new RegExp(ipv6, 'gi')],
  ['timestamp', new RegExp(day, 'g')],
];

/** What a text names beside its code: people, apps, addresses, and the ids that support asks for. */
export function findDetails(text: string): TextDetail[] {
  const values = new Map<string, TextDetail>();
  for (const [kind, pattern] of patterns) {
    for (const match of text.matchAll(pattern)) {
      const value = (match[1] ?? match[2] ?? match[0]).trim();
      if (value === '' || value.length > valueLengthMax || values.has(value)) continue;
      if (values.size >= detailsMax) return [...values.values()];
      values.set(value, { kind, value });
    }
  }
  return [...values.values()];
}

const noise = new RegExp(
  [
    guid,
    email,
    ipv4,
    ipv6,
    day,
    String.raw`\b\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?\b`,
    String.raw`\b\d{4}-\d{2}-\d{2}\b`,
  ].join('|'),
  'gi',
);

/** The text with blanks where ids, times and addresses stand: their digits and letters are no codes and no words. */
export function maskDetails(text: string): string {
  return text.replace(noise, (match) => ' '.repeat(match.length));
}
