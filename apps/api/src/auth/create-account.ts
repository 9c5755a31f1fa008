import type { Auth } from './create-auth.js';

/** Makes an account that signs in with its e-mail address and a password; returns its id. */
export async function createAccount(
  auth: Auth,
  account: { email: string; name: string; password: string },
): Promise<string> {
  const context = await auth.$context;
  const user = await context.internalAdapter.createUser(
    { email: account.email.toLowerCase(), name: account.name, emailVerified: true },
    { method: 'email-password' },
  );
  await context.internalAdapter.linkAccount({
    userId: user.id,
    providerId: 'credential',
    accountId: user.id,
    password: await context.password.hash(account.password),
  });
  return user.id;
}
