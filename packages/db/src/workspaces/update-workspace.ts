import type { privacyPatchSchema, Workspace } from '@turnaway/contracts';
import type { z } from 'zod';
import type { Db } from '../client.js';
import { toWorkspace } from './get-workspace.js';

/** Changes a workspace's name, retention or privacy; what is left out stays. */
export async function updateWorkspace(
  db: Db,
  {
    workspaceId,
    name,
    retention = {},
    privacy,
  }: {
    workspaceId: string;
    name?: string | undefined;
    retention?: { [Name in keyof Workspace['retention']]?: number | undefined } | undefined;
    privacy?: z.output<typeof privacyPatchSchema> | undefined;
  },
): Promise<Workspace> {
  if (privacy !== undefined) {
    await db.pool.query('update workspaces set privacy = privacy || $2::jsonb where id = $1', [
      workspaceId,
      JSON.stringify(privacy),
    ]);
  }
  const row = await db.prisma.workspace.update({
    where: { id: workspaceId },
    data: {
      ...(name === undefined ? {} : { name }),
      ...Object.fromEntries(Object.entries(retention).filter(([, value]) => value !== undefined)),
    },
  });
  return toWorkspace(row);
}
