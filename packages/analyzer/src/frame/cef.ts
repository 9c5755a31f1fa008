/** A message in ArcSight's Common Event Format, or IBM's LEEF: a head of positions, then named fields. */
export interface VendorEvent {
  format: 'cef' | 'leef';
  vendor: string;
  product: string;
  productVersion: string;
  /** CEF's signature id, LEEF's event id. */
  eventId: string;
  /** CEF alone. */
  name: string | null;
  severity: string | null;
  fields: Readonly<Record<string, string>>;
}

const cefStart = /(?:^|\s)CEF:\s?\d{1,2}\|/;
const leefStart = /(?:^|\s)LEEF:([12])\.0\|/;
/** Some collectors cut `CEF:` off. */
const namelessCefStart =
  /^\d\|(?=[^|]{1,63}\|[^|]{1,63}\|[^|]{0,63}\|[^|]{1,127}\|[^|]{1,255}\|(?:\d{1,2}|[A-Za-z-]{2,9})\|)/;
const fieldsMax = 512;

/** Reads CEF or LEEF wherever in the message it starts; `null` if there is neither. */
export function readVendorEvent(message: string): VendorEvent | null {
  const cef = cefStart.exec(message) ?? namelessCefStart.exec(message);
  if (cef !== null) return readCef(message.slice(cef.index + cef[0].length));
  const leef = leefStart.exec(message);
  return leef === null ? null : readLeef(message.slice(leef.index + leef[0].length), leef[1] === '2');
}

function readCef(text: string): VendorEvent | null {
  const { parts, rest } = splitHead(text, 6);
  const [vendor, product, productVersion, eventId, name, severity] = parts;
  if (vendor === undefined || product === undefined || eventId === undefined) return null;
  return {
    format: 'cef',
    vendor,
    product,
    productVersion: productVersion ?? '',
    eventId,
    name: name ?? null,
    severity: severity ?? null,
    fields: nameCustomFields(readCefFields(rest)),
  };
}

function readLeef(text: string, isVersion2: boolean): VendorEvent | null {
  const { parts, rest } = splitHead(text, 4);
  const [vendor, product, productVersion, eventId] = parts;
  if (vendor === undefined || product === undefined || eventId === undefined) return null;
  const { delimiter, body } = leefDelimiter(rest, isVersion2);
  return {
    format: 'leef',
    vendor,
    product,
    productVersion: productVersion ?? '',
    eventId,
    name: null,
    severity: null,
    fields: readDelimitedFields(body, delimiter),
  };
}

/** The positions before the fields, `\|` being a bar of the text. */
function splitHead(text: string, count: number): { parts: string[]; rest: string } {
  const parts: string[] = [];
  let start = 0;
  for (let at = 0; at < text.length && parts.length < count; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '|') {
      parts.push(
        text
          .slice(start, at)
          .replace(/\\([\\|])/g, '$1')
          .trim(),
      );
      start = at + 1;
    }
  }
  return { parts, rest: text.slice(start) };
}

const cefKey = /(?:^|\s)([A-Za-z0-9_.[\]-]{1,128})=/g;

/** A value goes on until the next ` key=`: CEF does not quote blanks. */
function readCefFields(text: string): Record<string, string> {
  const fields: Record<string, string> = Object.create(null);
  const keys = [...text.matchAll(cefKey)].filter(
    ({ index, 0: found }) => text[index + found.length - 2] !== '\\',
  );
  keys.slice(0, fieldsMax).forEach((match, place) => {
    const valueStart = match.index + match[0].length;
    const value = text.slice(valueStart, keys[place + 1]?.index ?? text.length).trim();
    const key = match[1] ?? '';
    if (!(key in fields)) fields[key] = value.replace(/\\([=\\|])/g, '$1').replace(/\\[nr]/g, '\n');
  });
  return fields;
}

/** `cs1Label=Reason cs1=Wrong password` is also the field `Reason`. */
function nameCustomFields(fields: Record<string, string>): Record<string, string> {
  for (const [key, label] of Object.entries(fields)) {
    if (!key.endsWith('Label') || label === '') continue;
    const value = fields[key.slice(0, -'Label'.length)];
    if (value !== undefined && !(label in fields)) fields[label] = value;
  }
  return fields;
}

/** Version 2 may name the mark that separates the fields, also as `x7C`; a tab otherwise. */
function leefDelimiter(rest: string, isVersion2: boolean): { delimiter: string; body: string } {
  const named = isVersion2 ? /^(?:(?:0?x)([0-9A-Fa-f]{2,4})|([^A-Za-z0-9]?))\|/.exec(rest) : null;
  if (named === null) return { delimiter: '\t', body: rest };
  const body = rest.slice(named[0].length);
  if (named[1] !== undefined) return { delimiter: String.fromCharCode(Number.parseInt(named[1], 16)), body };
  return { delimiter: named[2] || '\t', body };
}

function readDelimitedFields(body: string, delimiter: string): Record<string, string> {
  const fields: Record<string, string> = Object.create(null);
  // Relays write a tab as its octal number.
  const parts = body.replaceAll('#011', '\t').split(delimiter, fieldsMax);
  for (const part of parts) {
    const equals = part.indexOf('=');
    if (equals > 0) fields[part.slice(0, equals).trim()] ??= part.slice(equals + 1).trim();
  }
  return fields;
}
