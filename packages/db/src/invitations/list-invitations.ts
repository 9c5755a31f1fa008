import type { Invitation, Page } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { afterCursor, cutPage, newestFirst } from '../newest-first.js';
import { toInvitation } from './invitation-row.js';

/** The invitations of a workspace that nobody accepted, newest first. */
export async function listInvitations(
  db: Db,
  {
    workspaceId,
    now,
    cursor,
    limit,
  }: { workspaceId: string; now: Date; cursor?: string | undefined; limit: number },
): Promise<Page<Invitation>> {
  const [found, total] = await Promise.all([
    db.prisma.invitation.findMany({
      where: { workspaceId, ...afterCursor(cursor) },
      orderBy: newestFirst,
      take: limit + 1,
    }),
    db.prisma.invitation.count({ where: { workspaceId } }),
  ]);
  const { rows, nextCursor } = cutPage(found, limit);
  return { items: rows.map((row) => toInvitation(row, now)), nextCursor, total };
}
