import type { SavedView, SavedViewInput } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { toSavedView } from './saved-view-row.js';

/** Keeps a page with its filters and time under a name. */
export async function createSavedView(
  db: Db,
  { workspaceId, author, view }: { workspaceId: string; author: string; view: SavedViewInput },
): Promise<SavedView> {
  return toSavedView(await db.prisma.savedView.create({ data: { workspaceId, author, ...view } }), author);
}
