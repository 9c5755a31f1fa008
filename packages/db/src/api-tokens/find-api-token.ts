import { type Role, roleSchema } from '@turnaway/contracts';
import type { Db } from '../client.js';

/** Whom an API token stands for. */
export interface KnownApiToken {
  id: string;
  workspaceId: string;
  name: string;
  role: Role;
  hash: Buffer;
  lastUsedAt: Date | null;
}

/** Finds a token by the SHA-256 of what a caller showed; `null` if there is none. */
export async function findApiToken(db: Db, { hash }: { hash: Buffer }): Promise<KnownApiToken | null> {
  const { rows } = await db.pool.query<Omit<KnownApiToken, 'role'> & { role: string }>(
    `select id, workspace_id as "workspaceId", name, role, hash, last_used_at as "lastUsedAt"
       from api_tokens where hash = $1`,
    [hash],
  );
  return rows[0] === undefined ? null : { ...rows[0], role: roleSchema.parse(rows[0].role) };
}
