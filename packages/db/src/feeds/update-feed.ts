import type { Feed, FeedVerification } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { Prisma } from '../generated/client.js';
import { isUniqueViolation } from '../unique-violation.js';
import { getFeed } from './get-feed.js';

/** Changes a feed; what is left out stays. `null` if the workspace has none of this id (a UUID). */
export async function updateFeed(
  db: Db,
  {
    workspaceId,
    id,
    name,
    systemHint,
    enabled,
    timeZone,
    verification,
  }: {
    workspaceId: string;
    id: string;
    name?: string | undefined;
    systemHint?: string | null | undefined;
    enabled?: boolean | undefined;
    timeZone?: string | undefined;
    /** With its secret, sealed; `null` takes both away. */
    verification?:
      | { settings: FeedVerification; secretEncrypted: Uint8Array<ArrayBuffer> | null }
      | null
      | undefined;
  },
): Promise<Feed | 'name-taken' | null> {
  try {
    await db.prisma.feed.updateMany({
      where: { workspaceId, id },
      data: {
        ...(name === undefined ? {} : { name }),
        ...(systemHint === undefined ? {} : { systemHint }),
        ...(enabled === undefined ? {} : { enabled }),
        ...(timeZone === undefined ? {} : { timeZone }),
        ...(verification === undefined
          ? {}
          : {
              verification: verification?.settings ?? Prisma.DbNull,
              verificationSecretEncrypted: verification?.secretEncrypted ?? null,
            }),
      },
    });
  } catch (error) {
    if (isUniqueViolation(error)) return 'name-taken';
    throw error;
  }
  return getFeed(db, { workspaceId, id });
}
