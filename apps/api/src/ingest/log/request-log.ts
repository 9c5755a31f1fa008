import { Logger } from '@nestjs/common';
import type { Db } from '@turnaway/db';
import {
  insertIngestRequests,
  type NewIngestRequest,
} from '@turnaway/db/ingest-requests/insert-ingest-requests';
import { trimIngestRequests } from '@turnaway/db/ingest-requests/trim-ingest-requests';

const flushEveryMs = 1_000;
/** Requests that wait to be written, at most; beyond it the oldest are dropped. */
const waitingMax = 1_000;
const rowsPerFlush = 500;
/** Of one feed and second: as many that went well, and as many that did not. */
const keptPerSecond = 5;
/** What is beyond the last of a feed is removed each time this many were added. */
const trimEvery = 50;

/** Keeps the last requests of senders. Never slows or fails a request: what is too much is dropped, and counted. */
export interface RequestLog {
  /** Whether one more request of a feed is to be kept; the rest of a busy second is left out. */
  wants(feedId: string | null, isTroubled: boolean): boolean;
  add(request: NewIngestRequest): void;
  /** Writes what waits, once, and stops. */
  close(): Promise<void>;
}

/** A log that is written every second; `onDropped` hears how many requests were lost to load or to an error. */
export function createRequestLog(db: Db, onDropped: (requests: number) => void): RequestLog {
  const logger = new Logger('RequestLog');
  const waiting: NewIngestRequest[] = [];
  const addedByFeed = new Map<string, number>();
  let second = 0;
  let keptBySecond = new Map<string, number>();
  let writing: Promise<void> | null = null;
  const timer = setInterval(() => void flush(), flushEveryMs);
  timer.unref();

  async function flush(): Promise<void> {
    if (writing !== null || waiting.length === 0) return;
    const rows = waiting.splice(0, rowsPerFlush);
    writing = write(rows)
      .catch((error: unknown) => {
        onDropped(rows.length);
        logger.debug({ err: error, requests: rows.length }, 'requests could not be written down');
      })
      .finally(() => {
        writing = null;
      });
    await writing;
  }

  async function write(rows: readonly NewIngestRequest[]): Promise<void> {
    await insertIngestRequests(db, rows);
    for (const row of rows) {
      const feed = `${row.workspaceId}\n${row.feedId ?? ''}`;
      addedByFeed.set(feed, (addedByFeed.get(feed) ?? trimEvery) + 1);
    }
    for (const [feed, added] of addedByFeed) {
      if (added < trimEvery) continue;
      const [workspaceId = '', feedId = ''] = feed.split('\n');
      await trimIngestRequests(db, { workspaceId, feedId: feedId === '' ? null : feedId });
      addedByFeed.set(feed, 0);
    }
  }

  return {
    wants(feedId, isTroubled) {
      const now = Math.floor(Date.now() / 1_000);
      if (now !== second) {
        second = now;
        keptBySecond = new Map();
      }
      const name = `${feedId} ${isTroubled}`;
      const kept = keptBySecond.get(name) ?? 0;
      if (kept >= keptPerSecond) return false;
      keptBySecond.set(name, kept + 1);
      return true;
    },
    add(request) {
      if (waiting.length >= waitingMax) {
        waiting.shift();
        onDropped(1);
      }
      waiting.push(request);
    },
    async close() {
      clearInterval(timer);
      await writing;
      await flush();
    },
  };
}
