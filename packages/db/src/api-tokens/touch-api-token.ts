import type { Db } from '../client.js';

/** Notes that a token (a UUID) is in use. Once a minute is enough; the caller sees to it. */
export async function touchApiToken(db: Db, { id }: { id: string }): Promise<void> {
  await db.pool.query('update api_tokens set last_used_at = now() where id = $1', [id]);
}
