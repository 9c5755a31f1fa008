const jsonStart = /^\s*[{[]/;

/** Does the text begin like a JSON object or list? */
export function looksLikeJson(value: string): boolean {
  return jsonStart.test(value);
}

/** JSON.parse, with the error as a value. */
export function parseJson(json: string): { ok: true; value: unknown } | { ok: false } {
  try {
    return { ok: true, value: JSON.parse(json) };
  } catch {
    return { ok: false };
  }
}
