import type { Db } from '@turnaway/db';
import { createApiToken } from '@turnaway/db/api-tokens/create-api-token';
import { findApiToken } from '@turnaway/db/api-tokens/find-api-token';
import { forStorage } from '../auth/secret-text.js';

/** Makes the given API token known. */
export async function ensureApiToken(db: Db, { workspaceId, token }: { workspaceId: string; token: string }) {
  const stored = forStorage(token);
  if ((await findApiToken(db, stored)) !== null) return;
  await createApiToken(db, { workspaceId, name: 'from TURNAWAY_API_TOKEN', ...stored });
}
