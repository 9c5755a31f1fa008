import { setTimeout as wait } from 'node:timers/promises';
import { simulateEntraRecords } from '@turnaway/cli/dist/simulate/simulate-entra-records.js';
import type { RunningTurnaway } from '../setup/run-turnaway.js';

const everyMs = 1_000;
const recordsAtOnce = 50;

/**
 * Sends a batch of sign-ins of just now each second until it is told to stop, so that what is asked meanwhile is never
 * summed up to its end. Throws, when it is stopped, what sending threw.
 */
export function startTrickle(turnaway: RunningTurnaway): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const send = async () => {
    for (let batch = 0; !stopping.signal.aborted; batch += 1) {
      const to = new Date();
      const from = new Date(to.getTime() - everyMs);
      const records = simulateEntraRecords({
        count: recordsAtOnce,
        from,
        to,
        failureShare: 0.15,
        seed: `trickle ${batch}`,
      });
      await turnaway.ingest([...records].map((record) => JSON.stringify(record)).join('\n'));
      // Told to stop, it waits no longer.
      await wait(everyMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const sent = send();
  // It is told when it is stopped.
  sent.catch(() => undefined);
  return {
    stop: () => {
      stopping.abort();
      return sent;
    },
  };
}
