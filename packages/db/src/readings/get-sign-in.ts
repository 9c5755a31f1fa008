import type { SignInRow } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { Prisma } from '../generated/client.js';
import { isSignInId, type StoredSignIn, signInColumns, toSignInRow } from './sign-in-row.js';

/** One kept sign-in by its id; `null` if this workspace has none with it. */
export async function getSignIn(
  db: Db,
  { workspaceId, id }: { workspaceId: string; id: string },
): Promise<SignInRow | null> {
  if (!isSignInId(id)) return null;
  const { rows } = await db.pool.query<StoredSignIn>(
    Prisma.sql`select ${signInColumns} from sign_ins r
      join code_classes c on c.workspace_id = r.workspace_id and c.error_code = r.error_code
      left join feeds f on f.id = r.feed_id
      where r.event_key = ${id}::uuid and r.workspace_id = ${workspaceId} limit 1`,
  );
  return rows[0] === undefined ? null : toSignInRow(rows[0]);
}
