import { aessiv } from '@noble/ciphers/aes.js';
import { type PseudonymKind, readPseudonym } from '@turnaway/contracts';
import { deriveKey } from '@turnaway/db/secret-box';

/** Gives people and addresses names that stay the same, and finds out whom such a name stands for. */
export interface Pseudonyms {
  hide(kind: PseudonymKind, text: string): string;
  /** `null` for a text that is no pseudonym of this workspace. */
  reveal(pseudonym: string): { kind: PseudonymKind; value: string } | null;
}

const shownBytes = 4;

/**
 * Pseudonyms are AES-SIV (RFC 5297) under a key of the workspace's own, derived from TURNAWAY_SECRET: the same name
 * always becomes the same text, nobody without the key can make, read or compare them, and the server can read them
 * back, so that one in an address filters as the name it stands for. Nothing has to be stored. The kind is
 * authenticated with it. The first bytes stand apart, as what people tell one from another by.
 */
export function createPseudonyms(secret: string, workspaceId: string): Pseudonyms {
  const key = deriveKey(secret, `pseudonyms:${workspaceId}`);
  const cipherOf = (kind: PseudonymKind) => aessiv(key, Buffer.from(kind));
  return {
    hide(kind, text) {
      if (readPseudonym(text) !== null) return text;
      const sealed = Buffer.from(cipherOf(kind).encrypt(Buffer.from(text)));
      const shown = sealed.subarray(0, shownBytes).toString('hex').toUpperCase();
      return `${kind}~${shown.slice(0, 4)}-${shown.slice(4)}~${sealed.subarray(shownBytes).toString('base64url')}`;
    },
    reveal(pseudonym) {
      const read = readPseudonym(pseudonym);
      if (read === null) return null;
      const shown = Buffer.from(read.short.replace('-', ''), 'hex');
      const rest = Buffer.from(pseudonym.slice(pseudonym.lastIndexOf('~') + 1), 'base64url');
      try {
        const value = cipherOf(read.kind).decrypt(Buffer.concat([shown, rest]));
        return { kind: read.kind, value: Buffer.from(value).toString() };
      } catch {
        // Made with another key, cut short or altered: it stands for nobody here.
        return null;
      }
    },
  };
}
