/** Where a page ended, in a list ordered by time and id: opaque to callers. */
export interface KeysetCursor {
  at: string;
  id: string;
}

export function encodeCursor({ at, id }: KeysetCursor): string {
  return Buffer.from(JSON.stringify([at, id])).toString('base64url');
}

/** `null` for a text that is no cursor of ours: the list then starts from its beginning. */
export function decodeCursor(text: string | undefined): KeysetCursor | null {
  if (text === undefined) return null;
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (!Array.isArray(value)) return null;
    const [at, id]: unknown[] = value;
    return typeof at === 'string' && isIsoTime(at) && typeof id === 'string' ? { at, id } : null;
  } catch {
    // Not ours: a link cut short, or made up.
    return null;
  }
}

/** PostgreSQL reads fewer forms of time than JavaScript does. */
function isIsoTime(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(text) && !Number.isNaN(Date.parse(text));
}
