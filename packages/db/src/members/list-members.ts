import type { Page, Role } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { type MemberRow, memberColumns, type StoredMember, toMember } from './member-row.js';

/** The members of a workspace by e-mail address. The cursor is the last address of the page before. */
export async function listMembers(
  db: Db,
  query: { workspaceId: string; role?: Role | undefined; cursor?: string | undefined; limit: number },
): Promise<Page<StoredMember>> {
  const { workspaceId, role = null, cursor = null, limit } = query;
  const [found, counted] = await Promise.all([
    db.pool.query<MemberRow>(
      `select ${memberColumns}
        where m.workspace_id = $1 and ($2::text is null or m.role = $2) and ($3::text is null or users.email > $3)
        order by users.email limit $4`,
      [workspaceId, role, cursor, limit + 1],
    ),
    db.pool.query<{ total: string }>(
      `select count(*) as total from workspace_members m
        where m.workspace_id = $1 and ($2::text is null or m.role = $2)`,
      [workspaceId, role],
    ),
  ]);
  const rows = found.rows.slice(0, limit);
  return {
    items: rows.map(toMember),
    nextCursor: found.rows.length > limit ? (rows.at(-1)?.email ?? null) : null,
    total: Number(counted.rows[0]?.total ?? 0),
  };
}
