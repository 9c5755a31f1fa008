import type { Db } from '../client.js';

/** How attempts at a channel went since the last one that came through. */
export interface ChannelFailures {
  failingSince: Date;
  failedAttempts: number;
}

/** Notes how an attempt at a channel (a UUID) went; what has failed since, or `null` if it came through. */
export async function noteChannelResult(
  db: Db,
  { channelId, at, isTaken }: { channelId: string; at: Date; isTaken: boolean },
): Promise<ChannelFailures | null> {
  if (isTaken) {
    await db.pool.query(
      'update channels set failing_since = null, failed_attempts = 0 where id = $1 and failing_since is not null',
      [channelId],
    );
    return null;
  }
  const { rows } = await db.pool.query<ChannelFailures>(
    `update channels set failing_since = coalesce(failing_since, $2), failed_attempts = failed_attempts + 1
     where id = $1 returning failing_since as "failingSince", failed_attempts as "failedAttempts"`,
    [channelId, at],
  );
  return rows[0] ?? null;
}
