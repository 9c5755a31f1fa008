import { createHmac, timingSafeEqual } from 'node:crypto';

/** An HMAC over parts that are signed as if they were one text, without putting them together. */
export function hmacOf(
  algorithm: 'sha1' | 'sha256',
  key: string | Buffer,
  parts: readonly (string | Buffer)[],
): Buffer {
  const hmac = createHmac(algorithm, key);
  for (const part of parts) hmac.update(part);
  return hmac.digest();
}

/** Compares without telling by the time it takes how much is the same. */
export function sameBytes(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}
