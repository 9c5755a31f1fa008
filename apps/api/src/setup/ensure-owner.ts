import type { Auth } from '../auth/create-auth.js';

/** Makes the first account if there is none at all; an install that has accounts keeps them as they are. */
export async function ensureOwner(auth: Auth, owner: { email: string; password: string }): Promise<boolean> {
  const context = await auth.$context;
  if ((await context.internalAdapter.countTotalUsers()) > 0) return false;
  const email = owner.email.toLowerCase();
  const user = await context.internalAdapter.createUser(
    { email, name: email, emailVerified: true },
    { method: 'email-password' },
  );
  await context.internalAdapter.linkAccount({
    userId: user.id,
    providerId: 'credential',
    accountId: user.id,
    password: await context.password.hash(owner.password),
  });
  return true;
}
