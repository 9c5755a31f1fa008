import { z } from 'zod';
import { alertMeasureSchema } from './alert-kinds.js';
import { signInFilterSchema } from './filters.js';
import { pageQuerySchema } from './page.js';

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
  /** When somebody said that they have it in hand, and who: an e-mail address, or the name of a token. */
  acknowledgedAt: z.string().nullable(),
  acknowledgedBy: z.string().nullable(),
  /** The silence that kept it quiet; `null` once it is told, and for alerts that no silence fits. */
  silencedBy: z.string().nullable(),
});
export type Alert = z.infer<typeof alertSchema>;
export const alertsQuerySchema = pageQuerySchema.extend({
  state: z.enum(['firing', 'resolved']).optional(),
  ruleId: z.string().max(64).optional(),
});
