import { z } from 'zod';
import { personal } from './personal.js';

/** One look at a key of a rule: what was seen, what was decided, and why something or nothing was sent. */
export const alertEvaluationSchema = z.object({
  at: z.string(),
  /** An app, an address, a person, a feed, or `all`. */
  key: z.string().nullable().meta(personal('if-personal')),
  label: z.string().nullable().meta(personal('if-personal')),
  /** Key and label name a person or an address. */
  personal: z.boolean(),
  value: z.number().nullable(),
  warnThreshold: z.number().nullable(),
  threshold: z.number().nullable(),
  recoveryThreshold: z.number().nullable(),
  level: z.enum(['ok', 'warn', 'alert']),
  state: z.enum(['ok', 'pending', 'firing']),
  because: z.string(),
});
export type AlertEvaluation = z.infer<typeof alertEvaluationSchema>;

/** Looks at one rule, the latest first; of a key at most one a minute is kept unless its state changes. */
export const alertEvaluationsSchema = z.object({ items: z.array(alertEvaluationSchema) });
const instant = z.iso.datetime({ offset: true, error: 'expected an ISO 8601 time' });
export const alertEvaluationsQuerySchema = z.object({
  from: instant.optional(),
  to: instant.optional(),
  /** Only looks at what this alert is about. */
  alertId: z.string().max(64).optional(),
  limit: z.coerce.number().int().min(1).max(5_000).default(500),
});
