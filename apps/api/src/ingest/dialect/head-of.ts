/** Enough of a body to know whose it is. */
const headBytes = 2_048;

/** The first characters of a body, byte for character; empty for bytes that are packed or no text. */
export function headOf(body: Uint8Array): string {
  const first = body[0] ?? 0;
  const isText =
    first === 0x09 || first === 0x0a || first === 0x0d || (first >= 0x20 && first < 0x7f) || first === 0xef;
  if (!isText) return '';
  return Buffer.from(body.buffer, body.byteOffset, Math.min(body.byteLength, headBytes))
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '');
}
