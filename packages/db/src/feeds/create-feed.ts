import type { Feed } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { isUniqueViolation } from '../unique-violation.js';
import { withCounts } from './feed-row.js';

/** Makes a feed; `name-taken` if the workspace has one of this name. */
export async function createFeed(
  db: Db,
  feed: { workspaceId: string; name: string; systemHint: string | null },
): Promise<Feed | 'name-taken'> {
  try {
    const [made] = await withCounts(db, [await db.prisma.feed.create({ data: feed })]);
    if (made === undefined) throw new Error('a feed that was just made has no row');
    return made;
  } catch (error) {
    if (isUniqueViolation(error)) return 'name-taken';
    throw error;
  }
}
