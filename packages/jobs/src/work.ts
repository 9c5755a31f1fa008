import { openBackend, type QueueEngine } from './backend.js';
import { type JobHandlers, type JobName, jobNames, jobTable } from './job-table.js';
import { type Queue, type QueueName, queueNames } from './queue.js';

/** A process at work on the queue. */
export interface Working {
  /** Adds `name` now and then every `everyMs`; the same tick of several processes is one job. */
  schedule(name: 'sweep' | 'apply-retention' | 'fold-counts' | 'settle-attempts', everyMs: number): void;
  /** Lets the jobs in hand finish, then closes the connections. */
  close(): Promise<void>;
}

/**
 * Starts to work on all queues. `onFailed` hears of every try that threw; the job is tried again by itself.
 * The schedule is kept by this process's own clock: a queue that loses everything is filled again.
 */
export async function work(
  engine: QueueEngine,
  options: {
    handlers: JobHandlers;
    queue: Queue;
    concurrency: Record<QueueName, number>;
    onFailed(name: string, error: Error): void;
  },
): Promise<Working> {
  const backend = await openBackend(engine, 'worker');
  const run = async (job: { name: string; data: unknown }) => {
    const name = job.name;
    if (!isJobName(name)) throw new Error(`no handler for the job ${name}`);
    await runJob(options.handlers, name, job.data);
  };
  const workers = queueNames.map((name) => {
    const worker = backend.makeWorker(name, run, options.concurrency[name]);
    worker.on('failed', (job, error) => options.onFailed(job?.name ?? name, error));
    worker.on('error', (error) => options.onFailed(name, error));
    return worker;
  });
  const timers: NodeJS.Timeout[] = [];

  return {
    schedule(name, everyMs) {
      const tick = () => {
        const jobId = `${name}-${Math.floor(Date.now() / everyMs)}`;
        options.queue.enqueue(name, {}, { jobId }).catch((error: Error) => options.onFailed(name, error));
      };
      tick();
      timers.push(setInterval(tick, everyMs));
    },
    async close() {
      for (const timer of timers) clearInterval(timer);
      await Promise.all(workers.map((worker) => worker.close()));
      await backend.close();
    },
  };
}

function isJobName(name: string): name is JobName {
  return (jobNames as string[]).includes(name);
}

async function runJob<Name extends JobName>(handlers: JobHandlers, name: Name, data: unknown): Promise<void> {
  const handler: (payload: never) => Promise<void> = handlers[name];
  await handler(jobTable[name].parse(data) as never);
}
