import type { Db } from '../client.js';

/** Makes a token known that may do everything, by its SHA-256; one that is known may do so from now on. */
export async function ensureApiToken(
  db: Db,
  token: { workspaceId: string; name: string; hash: Uint8Array; preview: string },
): Promise<void> {
  const hash = new Uint8Array(token.hash);
  await db.prisma.apiToken.upsert({
    where: { hash },
    create: { ...token, hash, role: 'owner' },
    update: { role: 'owner' },
  });
}
