import type { CredentialNotice } from '@turnaway/contracts';
import type pg from 'pg';
import type { WaitingBatch } from './take-batch.js';

/**
 * Keeps until when apps' credentials hold, as far as records say it; what was said later stays. The same notice twice
 * changes nothing, so a batch that is read again does not either.
 */
export async function keepCredentials(
  client: pg.ClientBase,
  { workspaceId, feedId }: WaitingBatch,
  notices: readonly CredentialNotice[],
): Promise<void> {
  // In order of time, and in order of key within: two workers wait for each other and never deadlock.
  for (const { system, app, appId, saidAt, credentials, isWhole } of notices.toSorted(bySaying)) {
    const sorted = credentials.toSorted((one, other) => (one.id < other.id ? -1 : 1));
    await client.query(
      `insert into app_credentials as kept (workspace_id, system, id, app, app_id, name, feed_id, expires_at, said_at)
       select distinct on (id) $1, $2, id, $3, $9, name, $4::uuid, expires_at, $5::timestamptz
       from unnest($6::text[], $7::text[], $8::timestamptz[]) as named (id, name, expires_at) order by id
       on conflict (workspace_id, system, id) do update
         set app = excluded.app, app_id = coalesce(excluded.app_id, kept.app_id),
           name = coalesce(excluded.name, kept.name), feed_id = excluded.feed_id, expires_at = excluded.expires_at, said_at = excluded.said_at
         where excluded.said_at >= kept.said_at`,
      [
        workspaceId,
        system,
        app,
        feedId,
        saidAt,
        sorted.map(({ id }) => id),
        sorted.map(({ name }) => name),
        sorted.map(({ expiresAt }) => expiresAt),
        appId,
      ],
    );
    if (!isWhole || appId === null) continue;
    await client.query(
      `update app_credentials set expires_at = null, said_at = $4
       where workspace_id = $1 and system = $2 and app_id = $3 and said_at < $4 and id <> all($5::text[])`,
      [workspaceId, system, appId, saidAt, sorted.map(({ id }) => id)],
    );
  }
}

function bySaying(one: CredentialNotice, other: CredentialNotice): number {
  if (one.saidAt !== other.saidAt) return one.saidAt < other.saidAt ? -1 : 1;
  return one.app < other.app ? -1 : 1;
}
