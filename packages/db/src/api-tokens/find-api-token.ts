import { type Disclosure, privacySchema, type Role, roleSchema } from '@turnaway/contracts';
import type { Db } from '../client.js';

/** Whom an API token stands for. */
export interface KnownApiToken {
  id: string;
  workspaceId: string;
  name: string;
  role: Role;
  /** How people and addresses are shown to it. */
  people: Disclosure;
  hash: Buffer;
  lastUsedAt: Date | null;
}

type Stored = Omit<KnownApiToken, 'role' | 'people'> & { role: string; privacy: unknown };

/** Finds a token by the SHA-256 of what a caller showed; `null` if there is none. */
export async function findApiToken(db: Db, { hash }: { hash: Buffer }): Promise<KnownApiToken | null> {
  const { rows } = await db.pool.query<Stored>(
    `select t.id, t.workspace_id as "workspaceId", t.name, t.role, t.hash, t.last_used_at as "lastUsedAt",
            w.privacy
       from api_tokens t join workspaces w on w.id = t.workspace_id where t.hash = $1`,
    [hash],
  );
  if (rows[0] === undefined) return null;
  const { privacy, ...token } = rows[0];
  const role = roleSchema.parse(token.role);
  return { ...token, role, people: privacySchema.parse(privacy)[role] };
}
