import type { Workspace } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { toWorkspace } from './get-workspace.js';

/** Changes a workspace's name or retention (in days); what is left out stays. */
export async function updateWorkspace(
  db: Db,
  {
    workspaceId,
    name,
    retention = {},
  }: {
    workspaceId: string;
    name?: string | undefined;
    retention?: { [Days in keyof Workspace['retention']]?: number | undefined } | undefined;
  },
): Promise<Workspace> {
  const { minuteRollupDays, hourRollupDays, signInDays, successDays } = retention;
  const row = await db.prisma.workspace.update({
    where: { id: workspaceId },
    data: {
      ...(name === undefined ? {} : { name }),
      ...(minuteRollupDays === undefined ? {} : { minuteRollupDays }),
      ...(hourRollupDays === undefined ? {} : { hourRollupDays }),
      ...(signInDays === undefined ? {} : { signInDays }),
      ...(successDays === undefined ? {} : { successDays }),
    },
  });
  return toWorkspace(row);
}
