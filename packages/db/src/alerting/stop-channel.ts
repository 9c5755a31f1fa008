import type { ChannelStop } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { inTransaction } from '../in-transaction.js';

/**
 * Switches a channel (a UUID) off, if it still has the address that is at fault, and stores a message about it for the
 * channel that is to be told then: the one that was chosen, or where there is none that is on the other default ones.
 * Without a `body` nobody is told. The ids of the deliveries to enqueue; `null` if it was off already.
 */
export async function stopChannel(
  db: Db,
  { id, url, urlEncrypted }: { id: string; url: string; urlEncrypted: Uint8Array | null },
  { stop, body, now }: { stop: ChannelStop; body: string | null; now: Date },
): Promise<string[] | null> {
  return inTransaction(db, async (client) => {
    const { rowCount } = await client.query(
      `update channels set enabled = false, stopped = $4
       where id = $1 and url = $2 and url_encrypted is not distinct from $3 and enabled`,
      [id, url, urlEncrypted, stop],
    );
    if (rowCount === 0) return null;
    if (body === null) return [];
    const { rows } = await client.query<{ id: string }>(
      `insert into deliveries (id, workspace_id, channel_id, event_type, body, created_at, next_attempt_at)
       select gen_random_uuid(), other.workspace_id, other.id, 'channel.stopped', $2, $3, $3
       from channels stopped join channels other on other.workspace_id = stopped.workspace_id
       where stopped.id = $1 and other.id <> stopped.id and other.enabled and case
         when exists (select 1 from channels where id = stopped.fallback_channel_id and enabled)
           then other.id = stopped.fallback_channel_id
         else other.is_default end
       returning id`,
      [id, body, now],
    );
    return rows.map((row) => row.id);
  });
}
