const jsonStart = /^\s*[{[]/;

/** Does the text begin like a JSON object or list? */
export function looksLikeJson(value: string): boolean {
  return jsonStart.test(value);
}

const escapedStart = /^\s*[{[]{1,2}\s*\\"/;

/** JSON.parse, with the error as a value. Also reads JSON whose quotes a collector escaped: `{\"id\":\"1\"}`. */
export function parseJson(json: string): { ok: true; value: unknown } | { ok: false } {
  try {
    return { ok: true, value: JSON.parse(json) };
  } catch {
    return escapedStart.test(json) ? parseEscaped(json.trim()) : { ok: false };
  }
}

function parseEscaped(json: string): { ok: true; value: unknown } | { ok: false } {
  try {
    return { ok: true, value: JSON.parse(String(JSON.parse(`"${json}"`))) };
  } catch {
    return { ok: false };
  }
}
