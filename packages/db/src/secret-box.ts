import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** Encrypts small secrets for storage, and reads them again. */
export interface SecretBox {
  seal(text: string): Uint8Array<ArrayBuffer>;
  /** Throws if the bytes were altered, or sealed with another TURNAWAY_SECRET. */
  open(sealed: Uint8Array): string;
}

/** First byte of what is sealed, so that another form can be told apart one day. */
const version = 1;
const nonceLength = 12;
const tagLength = 16;

/** A key of 32 bytes for one purpose, derived from TURNAWAY_SECRET; keys of two purposes tell nothing of each other. */
export function deriveKey(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'turnaway', purpose, 32));
}

/** Seals with AES-256-GCM: version, nonce, tag and ciphertext, one after the other. */
export function createSecretBox(
  secret: string,
  purpose: 'channel-secrets' | 'feed-secrets' = 'channel-secrets',
): SecretBox {
  const key = deriveKey(secret, purpose);
  return {
    seal(text) {
      const nonce = randomBytes(nonceLength);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const ciphertext = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return new Uint8Array(Buffer.concat([Buffer.of(version), nonce, cipher.getAuthTag(), ciphertext]));
    },
    open(sealed) {
      const bytes = Buffer.from(sealed);
      if (bytes[0] !== version || bytes.length < 1 + nonceLength + tagLength) {
        throw new Error('sealed secret has an unknown form');
      }
      const tagStart = 1 + nonceLength;
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, tagStart));
      decipher.setAuthTag(bytes.subarray(tagStart, tagStart + tagLength));
      return Buffer.concat([
        decipher.update(bytes.subarray(tagStart + tagLength)),
        decipher.final(),
      ]).toString();
    },
  };
}
