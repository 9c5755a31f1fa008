/** A parsed JSON object of unknown shape. Never merged or assigned to another, so `__proto__` keys stay harmless. */
export type JsonObject = { readonly [key: string]: unknown };

const nothing: JsonObject = Object.freeze({});
const emptyList: readonly unknown[] = Object.freeze([]);

/** Is it a JSON object, and not an array or `null`? */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object, also where a collector wrote it as JSON text; an empty one if there is none. */
export function objectIn(value: unknown): JsonObject {
  if (isObject(value)) return value;
  const parsed = typeof value === 'string' && value.startsWith('{') ? parseOrNull(value) : null;
  return isObject(parsed) ? parsed : nothing;
}

/** The list, also where a collector wrote it as JSON text; an empty one if there is none. */
export function listIn(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  const parsed = typeof value === 'string' && value.startsWith('[') ? parseOrNull(value) : null;
  return Array.isArray(parsed) ? parsed : emptyList;
}

/** `null` stands for text that is no JSON: the field then counts as absent. */
function parseOrNull(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

/** A field by its path, nested or written with dots: `source.ip` as `{source: {ip}}` or `{'source.ip': …}`. */
export function fieldAt(record: JsonObject, path: string): unknown {
  if (path in record) return record[path];
  for (let dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
    const inner = record[path.slice(0, dot)];
    const found = isObject(inner) ? fieldAt(inner, path.slice(dot + 1)) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Printable ASCII without outer blanks: nearly every value, told by one look. */
const plainText = /^[!-~](?:[ -~]*[!-~])?$/;
const controlCharacters = /\p{Cc}+/gu;

/**
 * The value as text: trimmed, without control characters, at most `lengthMax` long. Numbers are written out;
 * anything else, an empty text and the `null` words of collectors count as absent.
 */
export function text(value: unknown, lengthMax: number): string | null {
  if (typeof value !== 'string') {
    return typeof value === 'number' && Number.isFinite(value) ? String(value) : null;
  }
  const clean = plainText.test(value) ? value : value.replace(controlCharacters, ' ').trim();
  if (clean === '' || clean === 'null' || clean === '<null>') return null;
  return clean.length <= lengthMax ? clean : cut(clean, lengthMax);
}

/** Cuts without splitting a surrogate pair, whose half is no valid text. */
function cut(value: string, lengthMax: number): string {
  return value
    .slice(0, lengthMax)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trimEnd();
}

const blank = /^(?:|-{1,3}|n\/a|none|null|\*{1,16}|[<[(]?redacted[>\])]?)$/i;

/** Is there no value, or a word in its place: `-`, `N/A`, `redacted`? Such a word is no time and no id. */
export function isLeftOut(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && blank.test(value.trim()));
}

/** Longest kept text by kind of field. */
export const lengths = {
  id: 200,
  name: 200,
  code: 128,
  reason: 1_000,
  /** What variants are decided by; never stored. */
  evidence: 4_000,
} as const;

/** A short identifier or name. */
export function name(value: unknown): string | null {
  return text(value, lengths.name);
}

/** A user name; e-mail-like ones in lower case, since systems write the same person both ways. */
export function userNameIn(value: unknown): string | null {
  const found = text(value, lengths.name);
  return found?.includes('@') ? found.toLowerCase() : found;
}

/** `true` and `false`, also as words. */
export function boolean(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value;
  if (value === 'true' || value === 'TRUE' || value === 'True') return true;
  if (value === 'false' || value === 'FALSE' || value === 'False') return false;
  return null;
}

/** The parts that are there, joined; `null` if none is. */
export function joined(separator: string, ...parts: (string | null)[]): string | null {
  const present = parts.filter((part) => part !== null);
  return present.length === 0 ? null : present.join(separator);
}
