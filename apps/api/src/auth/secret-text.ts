import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Characters of a key or token that are kept readable, to tell one from another. */
const previewLength = 8;

/** A new key or token: a prefix that says what it is, and 256 random bits. */
export function makeSecretText(prefix: 'twi_' | 'twa_' | 'twj_'): string {
  return prefix + randomBytes(32).toString('base64url');
}

/** What is stored of a key or token: enough to know it again, too little to use it. */
export function forStorage(text: string): { hash: Buffer; preview: string } {
  return { hash: hashOf(text), preview: text.slice(0, previewLength) };
}

/** SHA-256 of a key or token. They are long and random: a slow hash would protect nothing. */
export function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Compares two hashes without telling by the time it takes how much of them is the same. */
export function sameHash(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}
