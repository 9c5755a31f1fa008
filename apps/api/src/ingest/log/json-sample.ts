/** How many JSON values a text holds, as far as its beginning tells, and how they are kept apart. */
export type JsonShape = 'one' | 'lines' | 'stream' | 'unknown';

/** Looks where the first JSON object or array of a text ends, and what follows it. Linear in the text's length. */
export function jsonShapeOf(text: string): JsonShape {
  const end = endOfFirstValue(text);
  if (end === null) return 'unknown';
  const rest = text.slice(end);
  const next = /^(\s*)[{[]/.exec(rest);
  if (next !== null) return next[1]?.includes('\n') === true ? 'lines' : 'stream';
  return rest.trim() === '' ? 'one' : 'unknown';
}

/** The JSON objects and arrays of a text one by one, as text; what begins as neither is one piece with all behind it. */
export function splitJson(text: string): string[] {
  const pieces: string[] = [];
  let rest = text.trim();
  while (rest !== '') {
    const end = endOfFirstValue(rest) ?? rest.length;
    pieces.push(rest.slice(0, end));
    rest = rest.slice(end).replace(/^[\s,]+/, '');
  }
  return pieces;
}

/** Place behind the first object or array; `null` where the text does not begin with one, or is cut off in it. */
function endOfFirstValue(text: string): number | null {
  let depth = 0;
  let inString = false;
  const start = text.search(/\S/);
  if (start === -1 || (text[start] !== '{' && text[start] !== '[')) return null;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at];
    if (inString) {
      if (character === '\\') at += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return null;
}

/** Is a whole body one record alone? An object around a list, such as `{"records":[…]}`, is as many as the list. */
export function isOneRecord(text: string): boolean {
  const trimmed = text.trim();
  if (trimmed === '') return false;
  if (!/^[{[]/.test(trimmed)) return !trimmed.includes('\n');
  if (jsonShapeOf(trimmed) !== 'one') return false;
  let value: unknown;
  try {
    value = JSON.parse(trimmed);
  } catch {
    // Not JSON after all; the worker says what it is.
    return false;
  }
  if (Array.isArray(value)) return value.length === 1;
  return typeof value === 'object' && value !== null && !Object.values(value).some(isListOfObjects);
}

function isListOfObjects(value: unknown): boolean {
  return Array.isArray(value) && value.length > 1 && typeof value[0] === 'object';
}
