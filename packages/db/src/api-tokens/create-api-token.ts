import type { ApiToken, Role } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { toApiToken } from './api-token-row.js';

/** Stores a token's SHA-256 and start. */
export async function createApiToken(
  db: Db,
  token: { workspaceId: string; name: string; role: Role; hash: Uint8Array; preview: string },
): Promise<ApiToken> {
  return toApiToken(
    await db.prisma.apiToken.create({ data: { ...token, hash: new Uint8Array(token.hash) } }),
  );
}
