import { entries } from '@turnaway/catalog';
import type { Db } from '@turnaway/db';
import { makeDefaultRules } from '@turnaway/db/alert-rules/make-default-rules';
import { ensureApiToken } from '@turnaway/db/api-tokens/ensure-api-token';
import { syncCodeClasses } from '@turnaway/db/code-classes/sync-code-classes';
import { ensureWorkspace } from '@turnaway/db/workspaces/ensure-workspace';
import { withSetupLock } from '@turnaway/db/workspaces/with-setup-lock';
import type { Auth } from '../auth/create-auth.js';
import { defaultWorkspaceId } from '../auth/principal.js';
import { forStorage } from '../auth/secret-text.js';
import type { Env } from '../env.js';
import { ensureIngestKey } from './ensure-ingest-key.js';
import { ensureOwner } from './ensure-owner.js';

/**
 * Brings a migrated database to where people and senders can use it: a workspace, and what the environment gives
 * of a first owner, a first ingest key and a first API token, and once the alert rules that an install begins with.
 * Changes nothing that is there already.
 */
export async function ensureInstall(db: Db, auth: Auth, env: Env): Promise<void> {
  const workspaceId = defaultWorkspaceId;
  await withSetupLock(db, async () => {
    await ensureWorkspace(db, { id: workspaceId, name: 'Default' });
    if (env.TURNAWAY_ADMIN_EMAIL !== undefined && env.TURNAWAY_ADMIN_PASSWORD !== undefined) {
      const owner = { email: env.TURNAWAY_ADMIN_EMAIL, password: env.TURNAWAY_ADMIN_PASSWORD };
      await ensureOwner(db, auth, { workspaceId, ...owner });
    }
    if (env.TURNAWAY_INGEST_KEY !== undefined) {
      await ensureIngestKey(db, { workspaceId, key: env.TURNAWAY_INGEST_KEY });
    }
    if (env.TURNAWAY_API_TOKEN !== undefined) {
      const stored = forStorage(env.TURNAWAY_API_TOKEN);
      await ensureApiToken(db, { workspaceId, name: 'from TURNAWAY_API_TOKEN', ...stored });
    }
    await syncCodeClasses(db, workspaceId, entries());
    await makeDefaultRules(db, workspaceId, new Date());
  });
}
