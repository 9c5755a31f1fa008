import { z } from 'zod';

/**
 * Every job there is, with its payload: pointers into PostgreSQL, never the data itself, so that a queue that is
 * lost loses no event. A field added later must be optional until the jobs enqueued before it are done.
 */
export const jobTable = {
  /** Read a stored batch, count what it holds. */
  'analyze-batch': z.object({ batchId: z.uuid() }),
  /** Compare every rule of a workspace with what is counted now. */
  'evaluate-alerts': z.object({ workspaceId: z.string() }),
  /** Add to a workspace's error groups what came in, and move those that have come to another state. */
  'move-error-groups': z.object({ workspaceId: z.string() }),
  /** Try once to bring a message to its channel. */
  'deliver-webhook': z.object({ deliveryId: z.uuid() }),
  /** Enqueue what should be in the queue and is not: waiting batches, deliveries that are due. */
  sweep: z.object({}),
  /** Sum up the hours and days whose events have stopped coming. */
  'fold-counts': z.object({}),
  /** Say of prompts whose time is over whether they were answered. */
  'settle-attempts': z.object({}),
  /** Find the record of a sign-in (its id is no UUID of a version) in the bytes that it came in, for somebody who waits for it. */
  'find-original': z.object({ workspaceId: z.string(), signInId: z.guid() }),
  /** Drop what is older than its retention, make the partitions of the days to come. */
  'apply-retention': z.object({}),
} as const;

export type JobName = keyof typeof jobTable;
export type JobPayload<Name extends JobName> = z.output<(typeof jobTable)[Name]>;
export const jobNames = Object.keys(jobTable) as JobName[];

/** One function for every job: a job without a handler does not compile. */
export type JobHandlers = { [Name in JobName]: (payload: JobPayload<Name>) => Promise<void> };

export interface EnqueueOptions {
  /** A job with the same id that still waits is not added again. */
  jobId?: string;
  delayMs?: number;
}

/** The sending half of the queue. Rejects when the queue's engine cannot be reached. */
export type Enqueue = <Name extends JobName>(
  name: Name,
  payload: JobPayload<Name>,
  options?: EnqueueOptions,
) => Promise<void>;

/** Adds many jobs of one name at once: all of them, or none. */
export type EnqueueAll = <Name extends JobName>(
  name: Name,
  jobs: readonly ({ payload: JobPayload<Name> } & EnqueueOptions)[],
) => Promise<void>;
