import type { Silence } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { toSilence } from './silence-row.js';

/** One silence, or `null` if the workspace has none of this id (a UUID). */
export async function getSilence(
  db: Db,
  { workspaceId, id, now }: { workspaceId: string; id: string; now: Date },
): Promise<Silence | null> {
  const row = await db.prisma.silence.findFirst({ where: { workspaceId, id } });
  return row && toSilence(row, now);
}
