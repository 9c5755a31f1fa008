import { privacySchema, type Workspace } from '@turnaway/contracts';
import type { Db } from '../client.js';
import type { Workspace as WorkspaceRow } from '../generated/client.js';

/** One workspace, or `null` if there is none of this id. */
export async function getWorkspace(
  db: Db,
  { workspaceId }: { workspaceId: string },
): Promise<Workspace | null> {
  const row = await db.prisma.workspace.findUnique({ where: { id: workspaceId } });
  return row && toWorkspace(row);
}

/** A workspace's row in the form that the API answers. */
export function toWorkspace(row: WorkspaceRow): Workspace {
  return {
    id: row.id,
    name: row.name,
    retention: {
      minuteRollupDays: row.minuteRollupDays,
      hourRollupDays: row.hourRollupDays,
      signInDays: row.signInDays,
      successDays: row.successDays,
      originalHours: row.originalHours,
      originalMebibytes: row.originalMebibytes,
    },
    privacy: privacySchema.parse(row.privacy),
  };
}
