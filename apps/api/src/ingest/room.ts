import type { Env } from '../env.js';
import { unavailable } from '../http/problem.js';
import type { BacklogGauge } from './backlog-gauge.js';

const retryAfterMinSeconds = 5;
const retryAfterMaxSeconds = 60;
/** How much longer than it has been full a sender is to stay away. */
const patience = 1.5;

/** Room for batches that are not counted yet. */
export interface Room {
  /** Throws 503 `unavailable` while too much waits. Rejects where that cannot be known. */
  refuseWhenFull(): Promise<void>;
}

/**
 * Watches the backlog. The longer there is no room, the later senders are asked to come back: those that give up after
 * a few tries (OpenTelemetry's exporters after five) then last through minutes, and a short rush costs them seconds.
 */
export function createRoom(
  backlog: BacklogGauge,
  env: Pick<Env, 'TURNAWAY_MAX_BACKLOG_BATCHES' | 'TURNAWAY_MAX_BACKLOG_BYTES'>,
  now: () => number = Date.now,
): Room {
  let fullSince: number | null = null;
  return {
    async refuseWhenFull() {
      const { batches, bytes } = await backlog.read();
      if (batches < env.TURNAWAY_MAX_BACKLOG_BATCHES && bytes < env.TURNAWAY_MAX_BACKLOG_BYTES) {
        fullSince = null;
        return;
      }
      fullSince ??= now();
      const seconds = Math.ceil(((now() - fullSince) * patience) / 1_000);
      throw unavailable(
        'Too much waits to be counted already. Send this again in a while.',
        Math.min(Math.max(seconds, retryAfterMinSeconds), retryAfterMaxSeconds),
      );
    },
  };
}
