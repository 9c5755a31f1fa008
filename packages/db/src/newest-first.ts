import { decodeCursor, encodeCursor } from './keyset-cursor.js';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Prisma's order for lists, newest first; `id` decides between rows of the same millisecond. */
export const newestFirst = [{ createdAt: 'desc' as const }, { id: 'desc' as const }];

/** Prisma's `where` for the rows after a cursor, newest first; all rows where there is no cursor of ours. */
export function afterCursor(cursor: string | undefined) {
  const place = decodeCursor(cursor);
  if (place === null || !uuid.test(place.id)) return {};
  const at = new Date(place.at);
  return { OR: [{ createdAt: { lt: at } }, { createdAt: at, id: { lt: place.id } }] };
}

/**
 * Makes a page of rows that were read newest first with one row more than `limit`: that one says whether there
 * is a next page.
 */
export function cutPage<Row extends { id: string; createdAt: Date }>(
  found: Row[],
  limit: number,
): { rows: Row[]; nextCursor: string | null } {
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  const more = found.length > limit && last !== undefined;
  return { rows, nextCursor: more ? encodeCursor({ at: last.createdAt.toISOString(), id: last.id }) : null };
}
