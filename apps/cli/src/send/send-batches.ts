import { type PostOptions, postBatch } from './post-batch.js';
import type { RecordBatch } from './split-records.js';

/** What became of a run of batches. */
export interface SendOutcome {
  batches: number;
  records: number;
  /** Why sending ended early; `null` if everything was answered. */
  failure: string | null;
}

/** How to send a run of batches. */
export interface SendOptions extends PostOptions {
  contentType: string;
  /** Requests under way at once. */
  parallel: number;
  /** Hears of each batch that was taken, by the id that the server gave it. */
  onTaken?: (batchId: string) => void;
  /** Hears, in order, of the place up to which everything was answered. */
  onAnswered?: (progress: { endOffset: number; batches: number; records: number }) => Promise<void> | void;
}

/**
 * Sends batches as they come, some at once, and stops reading at the first that is given up. At most `parallel`
 * batches are in memory. What was answered in order from the start is told, so that a later run can go on there.
 */
export async function sendBatches(
  batches: AsyncIterable<RecordBatch>,
  options: SendOptions,
): Promise<SendOutcome> {
  const outcome: SendOutcome = { batches: 0, records: 0, failure: null };
  const underWay = new Set<Promise<void>>();
  const waitingForEarlier = new Map<number, number>();
  let next = 0;
  let firstUnanswered = 0;
  // What goes wrong beside the sending itself, such as a full disk: kept until nothing is under way any more.
  let broken: { error: unknown } | null = null;

  const sendOne = async (batch: RecordBatch, place: number): Promise<void> => {
    const result = await postBatch(batch.body, options.contentType, options);
    if (!result.ok) {
      outcome.failure ??= result.reason;
      return;
    }
    outcome.batches += 1;
    outcome.records += batch.records;
    options.onTaken?.(result.batchId);
    waitingForEarlier.set(place, batch.endOffset);
    let endOffset: number | undefined;
    for (let offset = waitingForEarlier.get(firstUnanswered); offset !== undefined; ) {
      waitingForEarlier.delete(firstUnanswered);
      firstUnanswered += 1;
      endOffset = offset;
      offset = waitingForEarlier.get(firstUnanswered);
    }
    const { batches: sent, records } = outcome;
    if (endOffset !== undefined) await options.onAnswered?.({ endOffset, batches: sent, records });
  };

  try {
    for await (const batch of batches) {
      if (outcome.failure !== null) break;
      const sending = sendOne(batch, next)
        .catch((error: unknown) => {
          broken ??= { error };
        })
        .finally(() => underWay.delete(sending));
      next += 1;
      underWay.add(sending);
      if (underWay.size >= options.parallel) await Promise.race(underWay);
      if (broken !== null) break;
    }
  } finally {
    // What is under way gets its answer, also when reading went wrong.
    await Promise.all(underWay);
  }
  throwIfBroken(broken);
  return outcome;
}

function throwIfBroken(broken: { error: unknown } | null): void {
  if (broken !== null) throw broken.error;
}
