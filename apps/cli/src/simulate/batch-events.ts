import type { BatchLimits, RecordBatch } from '../send/split-records.js';
import type { SimulatedEvent } from './attempt.js';

/** How to follow the clock: events that are yet to come are waited for. */
export interface LiveClock {
  nowMs(): number;
  /** Returns early when asked to stop. */
  wait(delayMs: number): Promise<void>;
  isStopped(): boolean;
}

const liveStepMs = 1_000;

/**
 * Puts simulated records into NDJSON batches, as many as the limits allow; with a clock also whenever it has caught
 * up, at most about once a second.
 */
export async function* batchEvents(
  events: Iterable<SimulatedEvent>,
  limits: BatchLimits,
  clock?: LiveClock,
): AsyncGenerator<RecordBatch, void, undefined> {
  let lines: Buffer[] = [];
  let bytes = 0;
  let endOffset = 0;
  const takeBatch = (): RecordBatch => {
    endOffset += bytes;
    const batch = { body: Buffer.concat(lines, bytes), records: lines.length, endOffset };
    lines = [];
    bytes = 0;
    return batch;
  };

  for (const event of events) {
    const aheadMs = clock === undefined ? 0 : event.occurredAt.getTime() - clock.nowMs();
    if (clock !== undefined && aheadMs > 0) {
      if (lines.length > 0) yield takeBatch();
      await clock.wait(Math.max(aheadMs, liveStepMs));
    }
    if (clock?.isStopped() === true) break;
    const line = Buffer.from(`${JSON.stringify(event.record)}\n`);
    lines.push(line);
    bytes += line.length;
    if (lines.length >= limits.records || bytes >= limits.bytes) yield takeBatch();
  }
  if (lines.length > 0) yield takeBatch();
}
