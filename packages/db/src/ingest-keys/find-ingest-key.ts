import { type FeedVerification, feedVerificationSchema } from '@turnaway/contracts';
import type { Db } from '../client.js';

/** What a sender may do with a key. */
export interface KnownIngestKey {
  id: string;
  workspaceId: string;
  feedId: string;
  feedEnabled: boolean;
  /** How the feed's requests prove where they come from, with the secret for it, sealed. */
  verification: FeedVerification | null;
  verificationSecretEncrypted: Buffer | null;
  hash: Buffer;
  lastUsedAt: Date | null;
}

/** Finds a key by the SHA-256 of what a sender showed; `null` if there is none. */
export async function findIngestKey(db: Db, { hash }: { hash: Buffer }): Promise<KnownIngestKey | null> {
  const { rows } = await db.pool.query<Omit<KnownIngestKey, 'verification'> & { verification: unknown }>(
    `select key.id, key.workspace_id as "workspaceId", key.feed_id as "feedId", feed.enabled as "feedEnabled",
            feed.verification, feed.verification_secret_encrypted as "verificationSecretEncrypted",
            key.hash, key.last_used_at as "lastUsedAt"
       from ingest_keys key join feeds feed on feed.id = key.feed_id
      where key.hash = $1`,
    [hash],
  );
  const key = rows[0];
  if (key === undefined) return null;
  return {
    ...key,
    verification: key.verification === null ? null : feedVerificationSchema.parse(key.verification),
  };
}
