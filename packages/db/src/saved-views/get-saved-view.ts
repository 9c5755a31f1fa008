import type { SavedView } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { seenBy, toSavedView } from './saved-view-row.js';

/** One view (its id a UUID), or `null` if there is none that the asker sees. */
export async function getSavedView(
  db: Db,
  { workspaceId, asker, id }: { workspaceId: string; asker: string; id: string },
): Promise<SavedView | null> {
  const row = await db.prisma.savedView.findFirst({ where: { id, ...seenBy(workspaceId, asker) } });
  return row && toSavedView(row, asker);
}
