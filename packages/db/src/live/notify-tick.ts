import type { LiveTopic } from '@turnaway/contracts';
import type { Db } from '../client.js';

/** The channel of PostgreSQL's NOTIFY that all processes of an install speak and listen on. */
export const liveChannel = 'turnaway_live';

/** Tells everybody who listens that something of a topic has changed. Called after the change is committed. */
export async function notifyTick(db: Db, tick: { workspaceId: string; topic: LiveTopic }): Promise<void> {
  await db.pool.query('select pg_notify($1, $2)', [liveChannel, JSON.stringify(tick)]);
}
