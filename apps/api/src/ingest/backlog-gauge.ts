import type { Db } from '@turnaway/db';
import { getBacklog } from '@turnaway/db/batches/get-backlog';

/** Knows how much waits to be analyzed, without asking the database at every request. */
export interface BacklogGauge {
  /** As of at most a second ago, with what this process took in since. Rejects if the database is away. */
  read(): Promise<{ batches: number; bytes: number }>;
  /** Counts a batch that was just stored. */
  add(bytes: number): void;
}

const readEveryMs = 1_000;

/** Asks `getBacklog` at most once a second; requests in between share the answer. */
export function createBacklogGauge(db: Db): BacklogGauge {
  let known: Promise<{ batches: number; bytes: number }> | null = null;
  let staleAt = 0;
  return {
    read() {
      if (known === null || Date.now() >= staleAt) {
        known = getBacklog(db);
        staleAt = Date.now() + readEveryMs;
        known.catch(() => {
          known = null;
        });
      }
      return known;
    },
    add(bytes) {
      known?.then(
        (backlog) => {
          backlog.batches += 1;
          backlog.bytes += bytes;
        },
        () => undefined,
      );
    },
  };
}
