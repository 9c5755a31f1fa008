import { type SavedView, savedViewSchema } from '@turnaway/contracts';
import type { SavedView as SavedViewRow } from '../generated/client.js';

/** A view's row in the form that the API answers; `asker` is who asks, as authors are kept. */
export function toSavedView(row: SavedViewRow, asker: string): SavedView {
  return savedViewSchema.parse({
    ...row,
    isYours: row.author === asker,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  });
}

/** Prisma's `where` for the views that somebody sees: the workspace's shared ones, and their own. */
export function seenBy(workspaceId: string, asker: string) {
  return { workspaceId, OR: [{ shared: true }, { author: asker }] };
}
