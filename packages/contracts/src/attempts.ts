import { z } from 'zod';
import { signInQuerySchema } from './filters.js';
import { pageQuerySchema } from './page.js';
import { personal } from './personal.js';
import { codeClassSchema } from './readings.js';
import type { Outcome } from './taxonomy.js';

/** How one try to sign in ended. */
export const attemptOutcomeSchema = z.enum([
  /** The person got in. */
  'success',
  /** Refused, and no success followed. */
  'failed',
  /** Only prompts are left, and the time to answer them is over. */
  'abandoned',
  /** Only prompts are left, and there is still time to answer them. */
  'open',
]);
export type AttemptOutcome = z.infer<typeof attemptOutcomeSchema>;

/** What grouping events into attempts needs of one event. */
export interface AttemptEvent {
  /** The event's key: the same event, seen twice, is one. */
  id: string;
  /** ISO 8601 in UTC with milliseconds: as text it sorts as the time does. */
  occurredAt: string;
  /** What its code says by itself. */
  outcome: Outcome;
  app: string;
  /** PII. The person, as sign-ins are searched by. */
  userKey: string | null;
  /** PII. */
  ip: string | null;
  correlationId: string | null;
}

/** One step of an attempt, in the order of time. */
export const attemptStepSchema = z.object({
  id: z.string(),
  occurredAt: z.string(),
  codeClass: codeClassSchema,
  app: z.string(),
  ip: z.string().meta(personal('address')).nullable(),
  country: z.string().nullable(),
  client: z.string().nullable(),
  feed: z.object({ id: z.string(), name: z.string() }),
  /** Has it a page of its own? Successes are kept for a few days, and not whole. */
  isSignIn: z.boolean(),
});
export type AttemptStep = z.infer<typeof attemptStepSchema>;

/** The attempt that one sign-in belongs to. */
export const attemptStorySchema = z.object({
  outcome: attemptOutcomeSchema,
  /** In one line: `asked for MFA → signed in, 14 s`. */
  sentence: z.string(),
  /** From the last prompt to the success; `null` where either is missing. */
  answeredAfterMs: z.int().nullable(),
  /** The first steps, at most 100. */
  steps: z.array(attemptStepSchema),
  /** False where successes of that time are no longer kept: then nobody can tell how it ended. */
  knowsSuccesses: z.boolean(),
});
export type AttemptStory = z.infer<typeof attemptStorySchema>;

/** One attempt in which a prompt was shown, once its time was over. */
export const attemptRowSchema = z.object({
  id: z.string(),
  startedAt: z.string(),
  endedAt: z.string(),
  outcome: attemptOutcomeSchema.exclude(['open']),
  /** The last prompt: the code that it is filtered and counted by. */
  prompt: codeClassSchema,
  /** The sign-in that shows the whole story. */
  signInId: z.string(),
  answeredAfterMs: z.int().nullable(),
  steps: z.int(),
  user: z.string().meta(personal('user-key')).nullable(),
  app: z.string(),
  ip: z.string().meta(personal('address')).nullable(),
  country: z.string().nullable(),
  client: z.string().nullable(),
});
export type AttemptRow = z.infer<typeof attemptRowSchema>;

/** What became of prompts, counted by attempts under the last prompt of each. */
export const attemptCountsSchema = z.object({
  /** Attempts with a prompt whose time is over. */
  prompted: z.int(),
  succeeded: z.int(),
  failed: z.int(),
  abandoned: z.int(),
  /** Of the abandoned, those whose last prompt is a failure unless a success follows. */
  unresolved: z.int(),
  /** From the last prompt to the success, over the newest attempts (at most 20,000); `null` if none succeeded. */
  medianAnswerMs: z.int().nullable(),
});
export type AttemptCounts = z.infer<typeof attemptCountsSchema>;

export const attemptsQuerySchema = signInQuerySchema.extend({
  ...pageQuerySchema.shape,
  /** How the attempt ended. */
  result: attemptOutcomeSchema.exclude(['open']).optional(),
});

export const attemptsSchema = z.object({
  range: z.object({ from: z.string(), to: z.string() }),
  /** Over the range and the filter, whatever `result` says. */
  counts: attemptCountsSchema,
  items: z.array(attemptRowSchema),
  nextCursor: z.string().nullable(),
  total: z.int(),
});
export type Attempts = z.infer<typeof attemptsSchema>;
