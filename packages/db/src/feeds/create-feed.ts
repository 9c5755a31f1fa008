import type { Feed, FeedVerification } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { isUniqueViolation } from '../unique-violation.js';
import { withCounts } from './feed-row.js';

/** Makes a feed; `name-taken` if the workspace has one of this name. */
export async function createFeed(
  db: Db,
  {
    verification = null,
    ...feed
  }: {
    workspaceId: string;
    name: string;
    systemHint: string | null;
    timeZone?: string;
    /** With its secret, sealed. */
    verification?: { settings: FeedVerification; secretEncrypted: Uint8Array<ArrayBuffer> | null } | null;
  },
): Promise<Feed | 'name-taken'> {
  try {
    const row = await db.prisma.feed.create({
      data: {
        ...feed,
        ...(verification === null
          ? {}
          : {
              verification: verification.settings,
              verificationSecretEncrypted: verification.secretEncrypted,
            }),
      },
    });
    const [made] = await withCounts(db, [row], new Date());
    if (made === undefined) throw new Error('a feed that was just made has no row');
    return made;
  } catch (error) {
    if (isUniqueViolation(error)) return 'name-taken';
    throw error;
  }
}
