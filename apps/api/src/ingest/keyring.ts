import type { Db } from '@turnaway/db';
import { findIngestKey } from '@turnaway/db/ingest-keys/find-ingest-key';
import { touchIngestKey } from '@turnaway/db/ingest-keys/touch-ingest-key';
import type { SecretBox } from '@turnaway/db/secret-box';
import { hashOf, sameHash } from '../auth/secret-text.js';
import { createShortCache } from '../http/short-cache.js';
import type { KeyCandidate, KeyPlace } from './find-keys.js';
import type { Verification } from './verify/verify-request.js';

/** How long a key that was taken away may still work. */
const keyTtlMs = 3_000;
const keysMax = 10_000;
const touchEveryMs = 60_000;

/** A key that opens the door, and the feed behind it. */
export interface OpenedKey {
  workspaceId: string;
  feedId: string;
  feedEnabled: boolean;
  verification: Verification | null;
}

/** Knows the ingest keys, without asking the database at every request. */
export interface Keyring {
  /** The first of the candidates that is a key, and where it was; `null` if none is. Rejects if it cannot know. */
  find(candidates: readonly KeyCandidate[]): Promise<{ key: OpenedKey; place: KeyPlace } | null>;
}

/** A keyring on the database; `secretBox` opens what feeds verify signatures with. */
export function createKeyring(db: Db, secretBox: SecretBox): Keyring {
  const keys = createShortCache((hash) => openKey(db, secretBox, Buffer.from(hash, 'hex')), {
    ttlMs: keyTtlMs,
    entriesMax: keysMax,
  });
  return {
    async find(candidates) {
      for (const { text, place } of candidates) {
        const hash = hashOf(text);
        const key = await keys.get(hash.toString('hex'));
        if (key !== null && sameHash(key.hash, hash)) return { key, place };
      }
      return null;
    },
  };
}

async function openKey(
  db: Db,
  secretBox: SecretBox,
  hash: Buffer,
): Promise<(OpenedKey & { hash: Buffer }) | null> {
  const key = await findIngestKey(db, { hash });
  if (key === null) return null;
  if (Date.now() - (key.lastUsedAt?.getTime() ?? 0) > touchEveryMs) await touchIngestKey(db, key);
  const { verification: settings, verificationSecretEncrypted: sealed } = key;
  return {
    hash: key.hash,
    workspaceId: key.workspaceId,
    feedId: key.feedId,
    feedEnabled: key.feedEnabled,
    verification: settings && { settings, secret: sealed === null ? '' : secretBox.open(sealed) },
  };
}
