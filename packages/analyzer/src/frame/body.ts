import { Buffer, isAscii, isUtf8 } from 'node:buffer';

/** The bytes of a batch while they are taken apart. */
export interface Body {
  readonly bytes: Buffer;
  /** All of it as text, where a byte is a character: pieces are then cut out of it without a copy. */
  readonly ascii: string | null;
  readonly allUtf8: boolean;
}

/** Looks at the encoding once for all pieces. */
export function bodyOf(bytes: Uint8Array): Body {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const ascii = isAscii(buffer) ? buffer.toString('latin1') : null;
  return { bytes: buffer, ascii, allUtf8: ascii !== null || isUtf8(buffer) };
}

/** A piece as text; `null` if it is not UTF-8. */
export function decode({ bytes, ascii, allUtf8 }: Body, start: number, end: number): string | null {
  if (ascii !== null) return ascii.slice(start, end);
  if (!allUtf8 && !isUtf8(bytes.subarray(start, end))) return null;
  return bytes.toString('utf8', start, end);
}
