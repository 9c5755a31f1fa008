import { Logger } from '@nestjs/common';
import type { Batch } from '@turnaway/contracts';
import type { Db } from '@turnaway/db';
import { getBatch } from '@turnaway/db/batches/get-batch';
import { getLastCounted } from '@turnaway/db/batches/get-last-counted';
import type { StoredBatch } from '@turnaway/db/batches/insert-batch';
import type { FastifyRequest } from 'fastify';
import { createShortCache } from '../../http/short-cache.js';
import type { PartialSuccess } from './otlp-answer.js';

const lastTtlMs = 10_000;
const feedsMax = 1_000;

/** Tells a sender by OTLP what became of its records, as far as that is known when it is answered. */
export interface FeedTrouble {
  /** `null` where there is nothing to tell, and where it cannot be known. */
  find(request: FastifyRequest, stored: StoredBatch): Promise<PartialSuccess | null>;
}

/**
 * Records are read after the answer. So a request that is sent again, and was counted meanwhile, is told its own
 * rejects; a new one is warned (by the protocol: no record rejected, but a message) if nothing of the feed's last
 * request could be read.
 */
export function createFeedTrouble(db: Db): FeedTrouble {
  const logger = new Logger('Ingest');
  const lastCounted = createShortCache(
    (key) => {
      const [workspaceId = '', feedId = ''] = key.split('\n');
      return getLastCounted(db, { workspaceId, feedId });
    },
    { ttlMs: lastTtlMs, entriesMax: feedsMax },
  );
  return {
    async find({ admission }, stored) {
      if (admission === null) return null;
      const { workspaceId, feedId } = admission;
      try {
        const isCounted = !stored.isNew && stored.status === 'done';
        if (!isCounted) return warningFrom(await lastCounted.get(`${workspaceId}\n${feedId}`));
        return rejectsOf(await getBatch(db, { workspaceId, id: stored.batchId }));
      } catch (error) {
        // The batch is stored: what became of another one is not worth a failed answer.
        logger.warn({ err: error }, 'what became of a batch could not be looked up');
        return null;
      }
    },
  };
}

function rejectsOf(batch: Batch | null): PartialSuccess | null {
  if (batch === null || batch.rejected === 0) return null;
  return {
    rejectedLogRecords: batch.rejected,
    errorMessage: `${batch.rejected} of ${batch.records} records could not be read. They are kept, with the reason of each, in batch ${batch.id}.`,
  };
}

function warningFrom(last: Batch | null): PartialSuccess | null {
  if (last === null) return null;
  if (last.status === 'failed') {
    return warning(`The last request could not be read: ${last.failureDetail ?? 'see its batch'}`, last);
  }
  const isAllRejected = last.rejected > 0 && last.rejected === last.records;
  return isAllRejected
    ? warning(`None of the ${last.records} records of the last request could be read.`, last)
    : null;
}

function warning(words: string, { id }: Batch): PartialSuccess {
  return { rejectedLogRecords: 0, errorMessage: `${words} The dashboard shows why, in batch ${id}.` };
}
