import { hostStateSchema, type PausedHost } from '@turnaway/contracts';
import type { Db } from '../client.js';

/** Which of some hosts messages wait for, by their names. */
export async function findPausedHosts(db: Db, hosts: string[], now: Date): Promise<Map<string, PausedHost>> {
  const { rows } = await db.pool.query<{ host: string; state: unknown }>(
    `select host, state from receiver_hosts where host = any($1) and state -> 'pause' <> 'null'`,
    [hosts],
  );
  return new Map(
    rows.flatMap(({ host, state }) => {
      const { data } = hostStateSchema.safeParse(state);
      if (!data?.pause || !data.lastFailure || data.failingSinceMs === null) return [];
      const { probe, untilMs } = data.pause;
      const isTried = probe !== null && probe.untilMs > now.getTime();
      const paused = {
        host,
        since: new Date(data.failingSinceMs).toISOString(),
        nextTryAt: isTried ? null : new Date(untilMs).toISOString(),
        ...data.lastFailure,
      };
      return [[host, paused]];
    }),
  );
}
