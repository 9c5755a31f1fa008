import { z } from 'zod';
import { signInFilterSchema } from './filters.js';
import { pageQuerySchema } from './page.js';

/** What a rule counts over its window. */
export const alertMeasureSchema = z.enum(['failures', 'affected-users', 'failure-rate']);
export type AlertMeasure = z.infer<typeof alertMeasureSchema>;

const alertRuleFields = z.object({
  name: z.string().trim().min(1).max(120),
  filter: signInFilterSchema,
  measure: alertMeasureSchema,
  windowMinutes: z.int().min(1).max(1_440),
  /** Fires at or above. A failure rate is a share from 0 to 1. */
  threshold: z.number().positive(),
  /** Resolves at or below. */
  recoveryThreshold: z.number().min(0),
  /** Attempts there must be in the window before a failure rate counts. */
  minimumAttempts: z.int().min(0).max(1_000_000),
  channelIds: z.array(z.string().max(64)).max(20),
  enabled: z.boolean(),
});
const recoveryBelowThreshold = {
  path: ['recoveryThreshold'],
  message: 'expected a value at or below threshold, so that the alert can end',
};
/** What may be left out when a rule is made; when one is changed, what is left out stays as it is. */
const defaultsOfNewRule = {
  filter: signInFilterSchema.default({}),
  minimumAttempts: alertRuleFields.shape.minimumAttempts.default(0),
  channelIds: alertRuleFields.shape.channelIds.default([]),
  enabled: z.boolean().default(true),
};
export const alertRuleInputSchema = alertRuleFields
  .extend(defaultsOfNewRule)
  .refine((rule) => rule.recoveryThreshold <= rule.threshold, recoveryBelowThreshold)
  .refine((rule) => rule.measure !== 'failure-rate' || rule.threshold <= 1, {
    path: ['threshold'],
    message: 'expected a share from 0 to 1, such as 0.2 for 20 %',
  })
  .refine(
    ({ measure, filter }) => measure !== 'failure-rate' || !(filter.user ?? filter.ip ?? filter.country),
    {
      path: ['filter'],
      message: 'expected no user, ip or country: successes are not counted by these, so there is no rate',
    },
  );
export type AlertRuleInput = z.output<typeof alertRuleInputSchema>;
export const alertRulePatchSchema = alertRuleFields.partial();

export const alertRuleSchema = alertRuleFields.extend({
  id: z.string(),
  createdAt: z.string(),
  state: z.enum(['ok', 'firing']),
  stateSince: z.string().nullable(),
  lastValue: z.number().nullable(),
  lastEvaluatedAt: z.string().nullable(),
  /** Why the last evaluation did or did not send anything. */
  lastBecause: z.string().nullable(),
});
export type AlertRule = z.infer<typeof alertRuleSchema>;

/** One firing of a rule. */
export const alertSchema = z.object({
  id: z.string(),
  ruleId: z.string(),
  ruleName: z.string(),
  dedupKey: z.string(),
  state: z.enum(['firing', 'resolved']),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  measure: alertMeasureSchema,
  threshold: z.number(),
  valueAtStart: z.number(),
  peakValue: z.number(),
});
export type Alert = z.infer<typeof alertSchema>;
export const alertsQuerySchema = pageQuerySchema.extend({
  state: z.enum(['firing', 'resolved']).optional(),
  ruleId: z.string().max(64).optional(),
});

/** Longest webhook address accepted: workflow products make very long ones. */
export const webhookUrlLengthMax = 4_096;
const webhookUrl = z
  .url({ protocol: /^https?$/, error: 'expected an http or https address' })
  .max(webhookUrlLengthMax)
  .refine((url) => !URL.canParse(url) || (new URL(url).username === '' && new URL(url).password === ''), {
    message: 'expected an address without a user name or password in it',
  });

/** Where alerts go. The signing secret is shown once, when the channel is made or its secret renewed. */
export const channelInputSchema = z.object({
  name: z.string().trim().min(1).max(80),
  kind: z.literal('webhook').default('webhook'),
  url: webhookUrl,
});
export const channelPatchSchema = z
  .object({ name: z.string().trim().min(1).max(80), url: webhookUrl, enabled: z.boolean() })
  .partial();
export const channelSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.literal('webhook'),
  url: z.string(),
  enabled: z.boolean(),
  createdAt: z.string(),
  lastDeliveryAt: z.string().nullable(),
  lastDeliveryStatus: z.enum(['pending', 'delivered', 'failed']).nullable(),
});
export type Channel = z.infer<typeof channelSchema>;
export const newChannelSchema = channelSchema.extend({ secret: z.string() });
export type NewChannel = z.infer<typeof newChannelSchema>;

/** How one attempt went wrong, as a class: addresses and answers of the target are nobody's business. */
export const deliveryErrorSchema = z.enum(['blocked-address', 'dns', 'tls', 'timeout', 'connection', 'http']);
export const deliveryAttemptSchema = z.object({
  at: z.string(),
  statusCode: z.int().nullable(),
  latencyMs: z.int(),
  error: deliveryErrorSchema.nullable(),
  responseExcerpt: z.string().nullable(),
});
export const deliverySchema = z.object({
  id: z.string(),
  channel: z.object({ id: z.string(), name: z.string() }),
  alertId: z.string().nullable(),
  eventType: z.string(),
  status: z.enum(['pending', 'delivered', 'failed']),
  createdAt: z.string(),
  nextAttemptAt: z.string().nullable(),
  attempts: z.array(deliveryAttemptSchema),
});
export type Delivery = z.infer<typeof deliverySchema>;
export const deliveriesQuerySchema = pageQuerySchema.extend({
  alertId: z.string().max(64).optional(),
  channelId: z.string().max(64).optional(),
});
