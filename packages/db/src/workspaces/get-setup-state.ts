import type { Db } from '../client.js';

/** What an install has been given already; what is missing is made at its start. */
export interface SetupState {
  hasOwner: boolean;
  hasIngestKey: boolean;
  hasApiToken: boolean;
  hasBatch: boolean;
}

/** Reads what an install has; all false on a fresh database. */
export async function getSetupState(db: Db): Promise<SetupState> {
  const { rows } = await db.pool.query<SetupState>(
    `select exists (select from users) as "hasOwner", exists (select from ingest_keys) as "hasIngestKey",
            exists (select from api_tokens) as "hasApiToken", exists (select from batches) as "hasBatch"`,
  );
  return rows[0] ?? { hasOwner: false, hasIngestKey: false, hasApiToken: false, hasBatch: false };
}
