import { z } from 'zod';
import { alertMeasureSchema } from './alert-kinds.js';
import { actorSchema, causeSchema, sourceSchema } from './taxonomy.js';

/**
 * The body of an alert webhook, in the form of Standard Webhooks 1.0.0 (type, timestamp, data). It holds counts
 * and codes; names of people and addresses are left out.
 */
const alertDataSchema = z.object({
  alertId: z.string(),
  dedupKey: z.string(),
  state: z.enum(['firing', 'resolved']),
  /** One line: what, and how bad. */
  title: z.string(),
  /** A few sentences: since when, against what threshold, what leads, whose move it is. */
  summary: z.string(),
  rule: z.object({ id: z.string(), name: z.string(), measure: alertMeasureSchema }),
  window: z.object({ from: z.string(), to: z.string() }),
  value: z.number(),
  threshold: z.number(),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  counts: z.object({ failures: z.int(), successes: z.int(), people: z.int() }),
  /** The error codes that make up most of it, largest first, at most 5. */
  topErrors: z.array(
    z.object({
      errorCode: z.string(),
      title: z.string(),
      cause: causeSchema.nullable(),
      source: sourceSchema,
      actor: actorSchema,
      events: z.int(),
      firstSteps: z.array(z.string()),
    }),
  ),
  topApps: z.array(z.object({ app: z.string(), events: z.int() })),
  links: z.object({
    alert: z.string(),
    errors: z.string(),
    silence: z.string(),
    /** Says that somebody has it in hand, with no sign-in; absent once it is over. */
    ack: z.string().optional(),
  }),
});
export const alertWebhookSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('alert.firing'), timestamp: z.string(), data: alertDataSchema }),
  z.object({ type: z.literal('alert.resolved'), timestamp: z.string(), data: alertDataSchema }),
  z.object({
    type: z.literal('webhook.test'),
    timestamp: z.string(),
    data: z.object({ message: z.string(), channel: z.string() }),
  }),
]);
export type AlertWebhook = z.infer<typeof alertWebhookSchema>;
export type AlertWebhookData = z.infer<typeof alertDataSchema>;
