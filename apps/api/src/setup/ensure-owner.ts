import type { Db } from '@turnaway/db';
import { addMember } from '@turnaway/db/members/add-member';
import { createAccount } from '../auth/create-account.js';
import type { Auth } from '../auth/create-auth.js';

/** Makes the first account, an owner, if there is none at all; an install that has accounts keeps them as they are. */
export async function ensureOwner(
  db: Db,
  auth: Auth,
  { workspaceId, email, password }: { workspaceId: string; email: string; password: string },
): Promise<boolean> {
  const context = await auth.$context;
  if ((await context.internalAdapter.countTotalUsers()) > 0) return false;
  const userId = await createAccount(auth, { email, name: email.toLowerCase(), password });
  await addMember(db, { workspaceId, userId, role: 'owner' });
  return true;
}
