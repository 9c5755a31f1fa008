import type { Db } from '@turnaway/db';
import type { Queue } from '@turnaway/jobs';
import type { Logger } from 'pino';

/** What every job gets: where the data is, how to hand on work, what time it is, where to say what happened. */
export interface WorkerContext {
  db: Db;
  queue: Queue;
  log: Logger;
  now(): Date;
}
