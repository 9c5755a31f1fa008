import { Buffer, isAscii, isUtf8 } from 'node:buffer';

/** The bytes of a batch while they are taken apart. */
export interface Body {
  readonly bytes: Buffer;
  /** Is a byte a character? */
  readonly allAscii: boolean;
  readonly allUtf8: boolean;
}

/** Looks at the encoding once for all pieces. */
export function bodyOf(bytes: Uint8Array): Body {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const allAscii = isAscii(buffer);
  return { bytes: buffer, allAscii, allUtf8: allAscii || isUtf8(buffer) };
}

/** A piece as text; `null` if it is not UTF-8. */
export function decode({ bytes, allAscii, allUtf8 }: Body, start: number, end: number): string | null {
  // A text of its own: JSON.parse is slower with one that is cut out of a longer one.
  if (allAscii) return bytes.toString('latin1', start, end);
  if (!allUtf8 && !isUtf8(bytes.subarray(start, end))) return null;
  return bytes.toString('utf8', start, end);
}

/** Is it text of one byte a character: none of the bytes that only binary data has? */
export function isLatin1Text(bytes: Uint8Array): boolean {
  return !bytes.some(
    (byte) =>
      (byte < 0x20 && byte !== 0x09 && byte !== 0x0d && byte !== 0x0a) ||
      byte === 0x7f ||
      (byte >= 0x80 && byte < 0x9f),
  );
}

const utf16Le = [0xff, 0xfe];
const utf16Be = [0xfe, 0xff];

/** A batch in UTF-16, as PowerShell writes files, in UTF-8; any other batch as it is. */
export function toUtf8(bytes: Uint8Array): Uint8Array {
  const isLe = bytes[0] === utf16Le[0] && bytes[1] === utf16Le[1];
  const isBe = bytes[0] === utf16Be[0] && bytes[1] === utf16Be[1];
  if (!isLe && !isBe) return bytes;
  const even = Buffer.from(bytes.subarray(2, bytes.length - (bytes.length % 2)));
  return Buffer.from((isBe ? even.swap16() : even).toString('utf16le'), 'utf8');
}
