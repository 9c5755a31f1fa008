import { constants, inflateRawSync } from 'node:zlib';

/** Node's own unpacking of raw deflate, at most `bytesMax` bytes of it; `null` for bytes that are none. */
export function inflateRaw(packed: Uint8Array, bytesMax: number): Uint8Array | null {
  try {
    // What was cut off when it was copied is read as far as it goes.
    return inflateRawSync(packed, { maxOutputLength: bytesMax, finishFlush: constants.Z_SYNC_FLUSH });
  } catch (error) {
    // Other bytes than packed ones, or more than any honest message holds.
    if (error instanceof Error) return null;
    throw error;
  }
}
