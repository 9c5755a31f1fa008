import type { savedViewPatchSchema } from '@turnaway/contracts';
import type { z } from 'zod';
import type { Db } from '../client.js';

/** Changes a view (its id a UUID); what is left out stays. */
export async function updateSavedView(
  db: Db,
  query: { workspaceId: string; id: string; patch: z.output<typeof savedViewPatchSchema>; now: Date },
): Promise<void> {
  const { workspaceId, id, patch, now } = query;
  const { name, path, query: wanted, shared } = patch;
  await db.prisma.savedView.updateMany({
    where: { workspaceId, id },
    data: {
      updatedAt: now,
      ...(name === undefined ? {} : { name }),
      ...(path === undefined ? {} : { path }),
      ...(wanted === undefined ? {} : { query: wanted }),
      ...(shared === undefined ? {} : { shared }),
    },
  });
}
