import type { Page, Silence } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { afterCursor, cutPage, newestFirst } from '../newest-first.js';
import { toSilence } from './silence-row.js';

/** The silences of a workspace, newest first. */
export async function listSilences(
  db: Db,
  {
    workspaceId,
    state,
    now,
    cursor,
    limit,
  }: {
    workspaceId: string;
    state?: Silence['state'] | undefined;
    now: Date;
    cursor?: string | undefined;
    limit: number;
  },
): Promise<Page<Silence>> {
  const where = { workspaceId, ...inState(state, now) };
  const [found, total] = await Promise.all([
    db.prisma.silence.findMany({
      where: { AND: [where, afterCursor(cursor)] },
      orderBy: newestFirst,
      take: limit + 1,
    }),
    db.prisma.silence.count({ where }),
  ]);
  const { rows, nextCursor } = cutPage(found, limit);
  return { items: rows.map((row) => toSilence(row, now)), nextCursor, total };
}

function inState(state: Silence['state'] | undefined, now: Date) {
  if (state === 'expired') return { endsAt: { lte: now } };
  if (state === 'pending') return { startsAt: { gt: now }, endsAt: { gt: now } };
  return state === 'active' ? { startsAt: { lte: now }, endsAt: { gt: now } } : {};
}
