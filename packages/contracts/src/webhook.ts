import { z } from 'zod';
import { alertKindSchema, alertMeasureSchema } from './alert-kinds.js';
import { alertEvidenceSchema } from './alerts.js';
import { channelStopSchema } from './channel-stop.js';
import { actorSchema, causeSchema, sourceSchema } from './taxonomy.js';

/**
 * The body of an alert webhook, in the form of Standard Webhooks 1.0.0 (type, timestamp, data). It holds counts
 * and codes. Names of people and addresses stand only in what says that it is personal, which a channel is sent only
 * if it may be.
 */
const alertDataSchema = z.object({
  alertId: z.string(),
  dedupKey: z.string(),
  state: z.enum(['firing', 'resolved']),
  /** One line: what, and how bad. */
  title: z.string(),
  /** A few sentences: since when, against what threshold, what leads, whose move it is. */
  summary: z.string(),
  /** `measure` is what a rule of the kind `threshold` counts. */
  rule: z.object({
    id: z.string(),
    name: z.string(),
    measure: alertMeasureSchema.nullable(),
    kind: alertKindSchema.optional(),
  }),
  /** How bad the worst of it is. */
  level: z.enum(['warn', 'alert']).optional(),
  /** What `value` and `threshold` are, with their unit, and what is usual, where that is known. */
  valueMeasure: z.string().optional(),
  usual: z.number().nullable().optional(),
  /** What the worst alert stands on. */
  evidence: z.array(alertEvidenceSchema).optional(),
  /** All alerts that this message is about: how many, and the worst of them. */
  alerts: z
    .object({
      firing: z.int(),
      ended: z.int(),
      items: z.array(
        z.object({
          alertId: z.string(),
          state: z.enum(['firing', 'resolved']),
          level: z.enum(['warn', 'alert']),
          /** An app, a feed, a code; where it is personal, a person or an address. */
          label: z.string(),
          personal: z.boolean(),
          because: z.string(),
          startedAt: z.string(),
          endedAt: z.string().nullable(),
        }),
      ),
    })
    .optional(),
  /** Alerts of other rules about the same, of which nothing is sent: how many, and the first of them. */
  alsoSeen: z
    .object({
      count: z.int(),
      items: z.array(z.object({ alertId: z.string(), ruleName: z.string(), because: z.string() })),
    })
    .optional(),
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
  /** Whose move it is and what to do first, where the kind of alert says that rather than the leading code. */
  next: z.object({ actor: actorSchema, steps: z.array(z.string()) }).optional(),
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
  /** Closes the incident that a test opened; sent only where a channel's kind opens incidents. */
  z.object({
    type: z.literal('webhook.test.resolved'),
    timestamp: z.string(),
    data: z.object({
      message: z.string(),
      channel: z.string(),
      /** The delivery of the test, and when that began. */
      test: z.object({ deliveryId: z.string(), startedAt: z.string() }),
    }),
  }),
  /** Another channel was switched off, as nothing came through to it. */
  z.object({
    type: z.literal('channel.stopped'),
    timestamp: z.string(),
    data: channelStopSchema.extend({
      channel: z.object({ id: z.string(), name: z.string() }),
      links: z.object({ channel: z.string() }),
    }),
  }),
]);
export type AlertWebhook = z.infer<typeof alertWebhookSchema>;
export type AlertWebhookData = z.infer<typeof alertDataSchema>;
