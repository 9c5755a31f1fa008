import { type AlertChangeEntry, alertChangeSchema } from '@turnaway/contracts';
import type { Db } from '../client.js';

const changesMax = 500;

/** What happened to an alert (a UUID), in its order; `null` if the workspace has no such alert. */
export async function listChanges(
  db: Db,
  { workspaceId, id }: { workspaceId: string; id: string },
): Promise<AlertChangeEntry[] | null> {
  if ((await db.prisma.alert.count({ where: { workspaceId, id } })) === 0) return null;
  const rows = await db.prisma.alertChange.findMany({
    where: { alertId: id },
    orderBy: { at: 'asc' },
    take: changesMax,
  });
  const changes = rows.map(({ at, what, by, note }) =>
    alertChangeSchema.parse({ at: at.toISOString(), what, by, note }),
  );
  const order = alertChangeSchema.shape.what.options;
  return changes.sort(
    (one, other) => one.at.localeCompare(other.at) || order.indexOf(one.what) - order.indexOf(other.what),
  );
}
