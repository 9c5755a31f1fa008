import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

/** The part of a batch's reading that the totals need. */
const batchSchema = z.object({
  status: z.enum(['received', 'done', 'failed']),
  records: z.int(),
  accepted: z.int(),
  duplicates: z.int(),
  rejected: z.int(),
});

/** What the server made of the batches. */
export interface Totals {
  accepted: number;
  duplicates: number;
  rejected: number;
  failedBatches: number;
  /** Batches that were not counted yet when the time was up. */
  unfinishedBatches: number;
}

/**
 * Asks for each batch until it is counted, or until `timeoutMs` in all is over. Returns the totals, or a sentence
 * if the API refuses or can't be reached.
 */
export async function readTotals(
  batchIds: readonly string[],
  options: { baseUrl: string; token: string; timeoutMs: number },
): Promise<Totals | { problem: string }> {
  const totals = { accepted: 0, duplicates: 0, rejected: 0, failedBatches: 0, unfinishedBatches: 0 };
  const giveUpAt = performance.now() + options.timeoutMs;
  for (const batchId of batchIds) {
    const batch = await readWhenDone(batchId, options, giveUpAt);
    if ('problem' in batch) return batch;
    totals.accepted += batch.accepted;
    totals.duplicates += batch.duplicates;
    totals.rejected += batch.rejected;
    if (batch.status === 'failed') totals.failedBatches += 1;
    if (batch.status === 'received') totals.unfinishedBatches += 1;
  }
  return totals;
}

async function readWhenDone(
  batchId: string,
  options: { baseUrl: string; token: string },
  giveUpAt: number,
): Promise<z.infer<typeof batchSchema> | { problem: string }> {
  for (let delayMs = 100; ; delayMs = Math.min(2_000, delayMs * 2)) {
    const batch = await readBatch(batchId, options);
    if ('problem' in batch || batch.status !== 'received' || performance.now() >= giveUpAt) return batch;
    await sleep(delayMs);
  }
}

async function readBatch(
  batchId: string,
  { baseUrl, token }: { baseUrl: string; token: string },
): Promise<z.infer<typeof batchSchema> | { problem: string }> {
  try {
    const response = await fetch(`${baseUrl}/api/batches/${encodeURIComponent(batchId)}`, {
      headers: { authorization: `Bearer ${token}` },
      redirect: 'manual',
      signal: AbortSignal.timeout(10_000),
    });
    if (response.status === 401 || response.status === 403) {
      await response.body?.cancel();
      return { problem: `the API token was refused (${response.status})` };
    }
    if (!response.ok) {
      await response.body?.cancel();
      return { problem: `asking for a batch was answered with ${response.status}` };
    }
    return batchSchema.parse(await response.json());
  } catch (error) {
    if (error instanceof z.ZodError || error instanceof SyntaxError) {
      return { problem: 'the answer about a batch was not understood' };
    }
    if (error instanceof Error) return { problem: `${baseUrl} cannot be reached` };
    throw error;
  }
}
