import type { Feed } from '@turnaway/contracts';
import type { Db } from '../client.js';
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
  }: {
    workspaceId: string;
    id: string;
    name?: string | undefined;
    systemHint?: string | null | undefined;
    enabled?: boolean | undefined;
  },
): Promise<Feed | 'name-taken' | null> {
  try {
    await db.prisma.feed.updateMany({
      where: { workspaceId, id },
      data: {
        ...(name === undefined ? {} : { name }),
        ...(systemHint === undefined ? {} : { systemHint }),
        ...(enabled === undefined ? {} : { enabled }),
      },
    });
  } catch (error) {
    if (isUniqueViolation(error)) return 'name-taken';
    throw error;
  }
  return getFeed(db, { workspaceId, id });
}
