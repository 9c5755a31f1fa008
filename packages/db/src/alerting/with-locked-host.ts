import { type HostState, hostStateSchema, unknownHost } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { inTransaction } from '../in-transaction.js';

/**
 * Changes what is remembered of a host (with its port, where that is not the usual one), one caller after the other.
 * A state that is not there, or was written by another version, begins anew.
 */
export async function withLockedHost<Result>(
  db: Db,
  host: string,
  now: Date,
  change: (state: HostState) => { state: HostState; result: Result },
): Promise<Result> {
  return inTransaction(db, async (client) => {
    // Writes in any case, so that the row is locked from here on, whether it was there or not.
    const { rows } = await client.query<{ state: unknown }>(
      `insert into receiver_hosts (host, state, updated_at) values ($1, $2, $3)
       on conflict (host) do update set updated_at = excluded.updated_at returning state`,
      [host, unknownHost, now],
    );
    const stored = hostStateSchema.safeParse(rows[0]?.state);
    const { state, result } = change(stored.success ? stored.data : unknownHost);
    await client.query('update receiver_hosts set state = $2 where host = $1', [host, state]);
    return result;
  });
}
