import type { Silence, SilenceMatchers } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { getSilence } from './get-silence.js';

/** Changes a silence; what is left out stays. `null` if the workspace has none of this id (a UUID). */
export async function updateSilence(
  db: Db,
  {
    workspaceId,
    id,
    now,
    matchers,
    endsAt,
    comment,
  }: {
    workspaceId: string;
    id: string;
    now: Date;
    matchers?: SilenceMatchers | undefined;
    endsAt?: string | undefined;
    comment?: string | undefined;
  },
): Promise<Silence | null> {
  await db.prisma.silence.updateMany({
    where: { workspaceId, id },
    data: {
      ...(matchers === undefined ? {} : { matchers }),
      ...(endsAt === undefined ? {} : { endsAt }),
      ...(comment === undefined ? {} : { comment }),
    },
  });
  return getSilence(db, { workspaceId, id, now });
}
