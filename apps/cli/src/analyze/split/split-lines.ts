const lineFeed = 0x0a;

/** Sizes of the pieces that are handed to the analyzer one by one, in bytes. */
export interface PieceLimits {
  /** Large enough to be fast, small enough to be held. */
  wanted: number;
  /** How far a place to cut is looked for; beyond it a log is cut anywhere, and a record may be lost. */
  max: number;
}
export const defaultLimits: PieceLimits = { wanted: 4 * 1_024 * 1_024, max: 16 * 1_024 * 1_024 };

/**
 * Cuts text, coming in chunks of any size, into pieces that begin with a record. `lastStart` finds where the last
 * record in some bytes starts (0: none but at their beginning). Holds one piece in memory; what has no place to cut
 * within `max` bytes is cut at a line, or anywhere.
 */
export async function* splitLines(
  chunks: AsyncIterable<Buffer>,
  lastStart: (bytes: Buffer) => number,
  limits = defaultLimits,
): AsyncGenerator<Buffer, void, undefined> {
  let held: Buffer = Buffer.alloc(0);
  for await (const window of gather(chunks, limits.wanted)) {
    const bytes = held.length === 0 ? window : Buffer.concat([held, window]);
    const cut = lastStart(bytes);
    const at = cut === 0 && bytes.length >= limits.max ? anyCut(bytes) : cut;
    if (at > 0) yield bytes.subarray(0, at);
    held = bytes.subarray(at);
  }
  if (held.length > 0) yield held;
}

/** A place to cut where there is no good one: after the last line, else at the end. */
export function anyCut(bytes: Buffer): number {
  const end = bytes.lastIndexOf(lineFeed);
  return end === -1 ? bytes.length : end + 1;
}

/** Puts chunks together until they have `bytes`; the last may have less. */
export async function* gather(
  chunks: AsyncIterable<Buffer>,
  bytes: number,
): AsyncGenerator<Buffer, void, undefined> {
  let parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    parts.push(chunk);
    length += chunk.length;
    if (length < bytes) continue;
    yield Buffer.concat(parts, length);
    parts = [];
    length = 0;
  }
  if (length > 0) yield Buffer.concat(parts, length);
}
