import type { Db } from '../client.js';

/** Makes an account a member as its invitation says, and the invitation is used up; false if it is not there any more. */
export async function redeemInvitation(
  db: Db,
  { hash, userId, now }: { hash: Uint8Array; userId: string; now: Date },
): Promise<boolean> {
  const { rowCount } = await db.pool.query(
    `with used as (
       delete from invitations where hash = $1 and expires_at > $3 returning workspace_id, role
     )
     insert into workspace_members (workspace_id, user_id, role)
     select workspace_id, $2, role from used on conflict (workspace_id, user_id) do nothing`,
    [hash, userId, now],
  );
  return rowCount === 1;
}
