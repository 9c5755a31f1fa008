import type { Alert } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { toAlert } from './alert-row.js';

/** One alert, or `null` if the workspace has none of this id (a UUID). */
export async function getAlert(
  db: Db,
  { workspaceId, id }: { workspaceId: string; id: string },
): Promise<Alert | null> {
  const row = await db.prisma.alert.findFirst({ where: { workspaceId, id } });
  return row && toAlert(row);
}
