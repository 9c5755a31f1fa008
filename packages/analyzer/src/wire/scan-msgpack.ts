import type { Buffer } from 'node:buffer';

/** Is it the first byte of a list or a map? */
export function isMsgpackContainer(byte: number | undefined): boolean {
  return byte !== undefined && ((byte >= 0x80 && byte <= 0x9f) || (byte >= 0xdc && byte <= 0xdf));
}

/** Bytes of the values from 0xc0 on that have a length of their own: nil, booleans, numbers, fixext. */
const fixedBytes: Readonly<Record<number, number>> = {
  192: 1,
  194: 1,
  195: 1,
  202: 5,
  203: 9,
  204: 2,
  205: 3,
  206: 5,
  207: 9,
  208: 2,
  209: 3,
  210: 5,
  211: 9,
  212: 3,
  213: 4,
  214: 6,
  215: 10,
  216: 18,
};

/** Values whose length stands behind their first byte: in how many bytes, and what comes beside it (ext's type). */
const counted: Readonly<Record<number, { sizeBytes: 1 | 2 | 4; beside: number }>> = {
  196: { sizeBytes: 1, beside: 0 },
  197: { sizeBytes: 2, beside: 0 },
  198: { sizeBytes: 4, beside: 0 },
  199: { sizeBytes: 1, beside: 1 },
  200: { sizeBytes: 2, beside: 1 },
  201: { sizeBytes: 4, beside: 1 },
  217: { sizeBytes: 1, beside: 0 },
  218: { sizeBytes: 2, beside: 0 },
  219: { sizeBytes: 4, beside: 0 },
};

/**
 * Where the value that starts at `start` ends, by the MessagePack specification; `null` if it is broken or goes on
 * beyond the bytes. Looks at heads alone, so a length that lies is found out before anything is made for it.
 */
export function endOfMsgpack(bytes: Buffer, start: number): number | null {
  let at = start;
  // Each open value takes a byte at least, so what is still to come can never be more than the bytes that are left.
  let open = 1;
  while (open > 0) {
    if (open > bytes.length - at) return null;
    const head = headAt(bytes, at);
    if (head === null) return null;
    at += head.bytes;
    open += head.inside - 1;
  }
  return at <= bytes.length ? at : null;
}

/** A value's bytes, without the values inside it, and how many those are. */
function headAt(bytes: Buffer, at: number): { bytes: number; inside: number } | null {
  const first = bytes[at];
  if (first === undefined) return null;
  if (first <= 0x7f || first >= 0xe0) return { bytes: 1, inside: 0 };
  if (first <= 0x8f) return { bytes: 1, inside: (first & 0x0f) * 2 };
  if (first <= 0x9f) return { bytes: 1, inside: first & 0x0f };
  if (first <= 0xbf) return { bytes: 1 + (first & 0x1f), inside: 0 };
  const fixed = fixedBytes[first];
  if (fixed !== undefined) return { bytes: fixed, inside: 0 };
  const size = counted[first];
  if (size !== undefined) {
    if (at + 1 + size.sizeBytes > bytes.length) return null;
    const length = bytes.readUIntBE(at + 1, size.sizeBytes);
    return { bytes: 1 + size.sizeBytes + size.beside + length, inside: 0 };
  }
  const sizeBytes = first === 0xdc || first === 0xde ? 2 : 4;
  if (first < 0xdc || at + 1 + sizeBytes > bytes.length) return null;
  const items = bytes.readUIntBE(at + 1, sizeBytes);
  return { bytes: 1 + sizeBytes, inside: first >= 0xde ? items * 2 : items };
}
