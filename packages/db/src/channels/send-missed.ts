import type { Db } from '../client.js';
import { Prisma } from '../generated/client.js';
import { makeMissedDue } from './missed-messages.js';

/**
 * Makes all that a channel (a UUID) missed due again, and switches it on where it is off. The ids to enqueue, the oldest
 * message first; `null` if the workspace has no such channel.
 */
export async function sendMissed(
  db: Db,
  { workspaceId, id, now }: { workspaceId: string; id: string; now: Date },
): Promise<string[] | null> {
  return db.prisma.$transaction(async (transaction) => {
    const { count } = await transaction.channel.updateMany({
      where: { workspaceId, id },
      data: { enabled: true, stopped: Prisma.DbNull, failingSince: null, failedAttempts: 0 },
    });
    return count === 0 ? null : makeMissedDue(transaction, { channelId: id, which: 'all', now });
  });
}
