import { foldSettled } from '@turnaway/db/folds/fold-settled';
import type { WorkerContext } from '../context.js';

/** Leaves time for batches: what is not done in this time is done at the next tick. */
const forMs = 5_000;

/** Sums up the hours and days whose events have stopped coming, so that the dashboard reads few rows. */
export async function foldCounts(context: WorkerContext): Promise<void> {
  const folded = await foldSettled(context.db, { now: context.now(), forMs });
  if (folded.quarters + folded.hours + folded.shifts + folded.days > 0)
    context.log.debug(folded, 'summed up');
}
