import type { Mark, Page } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { decodeCursor, encodeCursor } from '../keyset-cursor.js';
import { toMark } from './mark-row.js';

/** What happened around the sign-ins of a time (`to` exclusive), the latest first. */
export async function listMarks(
  db: Db,
  query: {
    workspaceId: string;
    from?: string | undefined;
    to?: string | undefined;
    app?: string | undefined;
    cursor?: string | undefined;
    limit: number;
  },
): Promise<Page<Mark>> {
  const { workspaceId, from, to, app, limit } = query;
  const where = {
    workspaceId,
    at: { ...(from === undefined ? {} : { gte: from }), ...(to === undefined ? {} : { lt: to }) },
    ...(app === undefined ? {} : { OR: [{ app }, { app: null }] }),
  };
  const [found, total] = await Promise.all([
    db.prisma.mark.findMany({
      where: { AND: [where, afterMark(query.cursor)] },
      orderBy: [{ at: 'desc' }, { id: 'desc' }],
      take: limit + 1,
    }),
    db.prisma.mark.count({ where }),
  ]);
  const items = found.slice(0, limit).map(toMark);
  const last = found.length > limit ? items.at(-1) : undefined;
  return { items, nextCursor: last === undefined ? null : encodeCursor(last), total };
}

function afterMark(cursor: string | undefined) {
  const place = decodeCursor(cursor);
  if (place === null || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(place.id)) return {};
  return { OR: [{ at: { lt: place.at } }, { at: place.at, id: { lt: place.id } }] };
}
