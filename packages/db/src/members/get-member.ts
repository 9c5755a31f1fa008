import type { Db } from '../client.js';
import { type MemberRow, memberColumns, type StoredMember, toMember } from './member-row.js';

/** One member, or `null` if the workspace has none of this id. */
export async function getMember(
  db: Db,
  { workspaceId, userId }: { workspaceId: string; userId: string },
): Promise<StoredMember | null> {
  const { rows } = await db.pool.query<MemberRow>(
    `select ${memberColumns} where m.workspace_id = $1 and m.user_id = $2`,
    [workspaceId, userId],
  );
  return rows[0] === undefined ? null : toMember(rows[0]);
}
