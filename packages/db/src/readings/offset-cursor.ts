/** How far a list ordered by counts has been read, as a cursor that is opaque to callers. */
export function encodeOffset(offset: number): string {
  return Buffer.from(`o${offset}`).toString('base64url');
}

/** The offset behind a cursor; 0 (the beginning) for none, and for a text that is no cursor of ours. */
export function decodeOffset(cursor: string | undefined): number {
  const digits = /^o(\d{1,9})$/.exec(Buffer.from(cursor ?? '', 'base64url').toString())?.[1];
  return digits === undefined ? 0 : Number(digits);
}
