import { stitchAttempts } from '@turnaway/analyzer/attempts/stitch-attempts';
import { listUnsettled } from '@turnaway/db/attempts/list-unsettled';
import { settleAttempts as settle } from '@turnaway/db/attempts/settle-attempts';
import type { WorkerContext } from '../context.js';

/** Leaves time for batches: what is not done in this time is done at the next tick. */
const forMs = 5_000;
const quartersAtOnceMax = 500;

/** Says of prompts whose time is over whether they were answered, and makes anew what late events have changed. */
export async function settleAttempts(context: WorkerContext): Promise<void> {
  const stopAt = performance.now() + forMs;
  const now = context.now();
  let attempts = 0;
  for (const due of await listUnsettled(context.db, now, quartersAtOnceMax)) {
    if (performance.now() > stopAt) break;
    attempts += (await settle(context.db, due, now, (events) => stitchAttempts(events, now))) ?? 0;
  }
  if (attempts > 0) context.log.debug({ attempts }, 'settled attempts');
}
