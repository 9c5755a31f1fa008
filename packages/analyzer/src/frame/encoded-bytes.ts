import { Buffer } from 'node:buffer';
import { gunzipSync } from 'node:zlib';

const partBytesMax = 16 * 1024 * 1024;

/** The bytes behind base64, unpacked if they are gzip, as CloudWatch Logs sends them; `null` if they can't be. */
export function encodedBytes(base64: string): Uint8Array | null {
  const bytes = Buffer.from(base64, 'base64');
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: partBytesMax });
  } catch {
    return null;
  }
}
