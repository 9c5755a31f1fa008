import { z } from 'zod';

/** One look at a rule: what was seen, what was decided, and why something or nothing was sent. */
export const alertEvaluationSchema = z.object({
  at: z.string(),
  value: z.number().nullable(),
  threshold: z.number(),
  recoveryThreshold: z.number(),
  state: z.enum(['ok', 'firing']),
  because: z.string(),
});
export type AlertEvaluation = z.infer<typeof alertEvaluationSchema>;

/** Looks at one rule, the latest first; at most one a minute is kept unless the state changes. */
export const alertEvaluationsSchema = z.object({ items: z.array(alertEvaluationSchema) });
const instant = z.iso.datetime({ offset: true, error: 'expected an ISO 8601 time' });
export const alertEvaluationsQuerySchema = z.object({
  from: instant.optional(),
  to: instant.optional(),
  limit: z.coerce.number().int().min(1).max(5_000).default(500),
});
