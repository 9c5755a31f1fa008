import type { Db } from '../client.js';

/** The account of an e-mail address, and in how many workspaces it is; `null` if there is none. */
export async function findAccount(
  db: Db,
  { email }: { email: string },
): Promise<{ userId: string; memberships: number } | null> {
  const { rows } = await db.pool.query<{ userId: string; memberships: number }>(
    `select users.id as "userId",
            (select count(*)::int from workspace_members where user_id = users.id) as memberships
       from users where users.email = $1`,
    [email],
  );
  return rows[0] ?? null;
}
