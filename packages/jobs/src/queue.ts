import { type BackendQueue, openBackend, type QueueEngine } from './backend.js';
import { type Enqueue, type EnqueueAll, type EnqueueOptions, type JobName, jobTable } from './job-table.js';

/** Three queues, so that an alert never waits behind a day's batches, nor behind receivers that are slow to answer. */
export const queueNames = ['batches', 'chores', 'deliveries'] as const;
export type QueueName = (typeof queueNames)[number];

export function queueOf(job: JobName): QueueName {
  if (job === 'analyze-batch') return 'batches';
  return job === 'deliver-webhook' ? 'deliveries' : 'chores';
}

/** The sending half of the queue. */
export interface Queue {
  enqueue: Enqueue;
  enqueueAll: EnqueueAll;
  /** Resolves if the queue's engine answers; rejects otherwise. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

const retriesOnFailure = { attempts: 3, backoff: { type: 'exponential', delay: 1_000, jitter: 0.5 } };

/** Opens the queue for sending. Rejects where PostgreSQL, as the queue's engine, cannot be reached. */
export async function createQueue(engine: QueueEngine): Promise<Queue> {
  const backend = await openBackend(engine, 'sender');
  const queues: Record<QueueName, BackendQueue> = {
    batches: backend.makeQueue('batches'),
    chores: backend.makeQueue('chores'),
    deliveries: backend.makeQueue('deliveries'),
  };
  for (const queue of Object.values(queues)) queue.on('error', () => undefined);

  return {
    async enqueue(name, payload, options = {}) {
      await queues[queueOf(name)].add(name, jobTable[name].parse(payload), toJobsOptions(options));
    },
    async enqueueAll(name, jobs) {
      if (jobs.length === 0) return;
      await queues[queueOf(name)].addBulk(
        jobs.map(({ payload, ...options }) => ({
          name,
          data: jobTable[name].parse(payload),
          opts: toJobsOptions(options),
        })),
      );
    },
    ping: () => backend.ping(),
    async close() {
      await Promise.all(Object.values(queues).map((queue) => queue.close()));
      await backend.close();
    },
  };
}

function toJobsOptions({ jobId, delayMs }: EnqueueOptions) {
  return {
    ...retriesOnFailure,
    ...(jobId === undefined ? {} : { jobId }),
    ...(delayMs === undefined ? {} : { delay: delayMs }),
    // A finished job's id must be free again: the database says what is done, not the queue.
    removeOnComplete: true,
    removeOnFail: true,
  };
}
