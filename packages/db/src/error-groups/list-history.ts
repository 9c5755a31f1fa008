import { type ErrorGroupEntry, errorGroupEntrySchema, type Page } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { decodeCursor, encodeCursor } from '../keyset-cursor.js';
import type { StoredKey } from './group-key.js';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What became of a group and what was said about it, the latest first. */
export async function listHistory(
  db: Db,
  query: StoredKey & { workspaceId: string; cursor?: string | undefined; limit: number },
): Promise<Page<ErrorGroupEntry>> {
  const { workspaceId, errorCode, app, limit } = query;
  const place = decodeCursor(query.cursor);
  const after = place !== null && uuid.test(place.id) ? place : null;
  const [found, counted] = await Promise.all([
    db.pool.query<Omit<ErrorGroupEntry, 'at'> & { at: Date }>(
      `select id, at, what, "by", "from", "to", text from error_group_history
       where workspace_id = $1 and error_code = $2 and app = $3
         and ($4::timestamptz is null or (at, id) < ($4, $5::uuid))
       order by at desc, id desc limit $6`,
      [workspaceId, errorCode, app, after?.at ?? null, after?.id ?? null, limit + 1],
    ),
    db.pool.query<{ total: number }>(
      `select count(*)::int as total from error_group_history
       where workspace_id = $1 and error_code = $2 and app = $3`,
      [workspaceId, errorCode, app],
    ),
  ]);
  const items = found.rows
    .slice(0, limit)
    .map((row) => errorGroupEntrySchema.parse({ ...row, at: row.at.toISOString() }));
  const last = items.at(-1);
  return {
    items,
    nextCursor: found.rows.length > limit && last !== undefined ? encodeCursor(last) : null,
    total: counted.rows[0]?.total ?? 0,
  };
}
