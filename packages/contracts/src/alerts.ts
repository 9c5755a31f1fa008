import { z } from 'zod';
import { alertKindLifecycles } from './alert-kind-labels.js';
import {
  type AlertKind,
  type AlertWatch,
  alertKindSchema,
  alertLifecycleSchema,
  alertMeasureSchema,
  alertParamsSchemas,
} from './alert-kinds.js';
import { signInFilterSchema } from './filters.js';
import { pageQuerySchema } from './page.js';
import { personal } from './personal.js';

function watchOf<Kind extends AlertKind>(kind: Kind) {
  return z.object({ kind: z.literal(kind), params: alertParamsSchemas[kind] });
}

/** A kind of rule with its parameters; what is left out of them has a default. */
export const alertWatchSchema = z.discriminatedUnion('kind', [
  watchOf('threshold'),
  watchOf('baseline'),
  watchOf('new-error'),
  watchOf('unknown-code'),
  watchOf('group-change'),
  watchOf('provider-trouble'),
  watchOf('app-credential'),
  watchOf('feed-silent'),
  watchOf('rejects'),
  watchOf('password-spray'),
  watchOf('brute-force'),
  watchOf('credential-stuffing'),
  watchOf('mfa-fatigue'),
  watchOf('lockout-storm'),
  watchOf('success-after-failures'),
  watchOf('impossible-travel'),
  watchOf('token-replay'),
]);

/** Which alerts of a rule are told in one message, and when again: the terms are Alertmanager's. */
export const alertGroupingSchema = z.object({
  /** All alerts of the rule, those of one cause or one app, or each by itself. */
  by: z.enum(['rule', 'cause', 'app', 'none']),
  /** How long the first alert of a group waits for others. */
  waitSeconds: z.int().min(0).max(3_600),
  /** How long a group that was told waits before it tells of what is new in it; what gets worse does not wait. */
  intervalSeconds: z.int().min(0).max(86_400),
  /** How often it is told again while it fires and nobody has it in hand; 0 is never. */
  repeatMinutes: z.int().min(0).max(43_200),
});
export type AlertGrouping = z.infer<typeof alertGroupingSchema>;

/** One number has no others to wait for; findings about many apps, people or addresses come in company. */
export function defaultGrouping(kind: AlertKind): AlertGrouping {
  return kind === 'threshold'
    ? { by: 'rule', waitSeconds: 0, intervalSeconds: 0, repeatMinutes: 1_440 }
    : { by: 'rule', waitSeconds: 10, intervalSeconds: 300, repeatMinutes: 1_440 };
}

const ruleFields = {
  name: z.string().trim().min(1).max(120),
  /** Only sign-ins that it fits are looked at. */
  filter: signInFilterSchema,
  /** Channels to tell; with none, those that are marked as default. */
  channelIds: z.array(z.string().max(64)).max(20),
  enabled: z.boolean(),
};
/** The parameters of the kind `threshold`, which rules of this kind may also give beside their name. */
const thresholdFields = {
  measure: alertMeasureSchema,
  windowMinutes: z.int().min(1).max(1_440),
  /** Fires at or above. A failure rate is a share from 0 to 1. */
  threshold: z.number().positive(),
  /** Resolves at or below. */
  recoveryThreshold: z.number().min(0),
  /** Attempts there must be in the window before a failure rate counts. */
  minimumAttempts: z.int().min(0).max(1_000_000),
};
const lifecycleFields = alertLifecycleSchema.partial().shape;
const watchFields = {
  kind: alertKindSchema,
  /** The parameters of the kind; what is left out has a default. */
  params: z.record(z.string(), z.unknown()).optional(),
  grouping: alertGroupingSchema.partial().optional(),
};

export const alertRuleInputSchema = z
  .object({
    ...ruleFields,
    ...watchFields,
    ...lifecycleFields,
    ...z.object(thresholdFields).partial().shape,
    kind: watchFields.kind.default('threshold'),
    filter: ruleFields.filter.default({}),
    channelIds: ruleFields.channelIds.default([]),
    enabled: ruleFields.enabled.default(true),
  })
  .transform((input, context): AlertRuleInput => {
    const { name, kind, filter, channelIds, enabled } = input;
    const given = kind === 'threshold' ? { ...input.params, ...thresholdGiven(input) } : (input.params ?? {});
    const watch = alertWatchSchema.safeParse({ kind, params: given });
    for (const { path, message } of watch.error?.issues ?? []) {
      context.addIssue({
        code: 'custom',
        message,
        path: kind === 'threshold' && input.params === undefined ? path.slice(1) : path,
      });
    }
    if (watch.data === undefined) return z.NEVER;
    for (const { field, message } of faultsOf(watch.data, filter)) {
      const inParams = input.params !== undefined && field !== 'filter';
      context.addIssue({ code: 'custom', message, path: inParams ? ['params', field] : [field] });
    }
    return {
      ...watch.data,
      name,
      filter,
      channelIds,
      enabled,
      forMinutes: input.forMinutes ?? alertKindLifecycles[kind].forMinutes,
      keepFiringMinutes: input.keepFiringMinutes ?? alertKindLifecycles[kind].keepFiringMinutes,
      grouping: { ...defaultGrouping(kind), ...input.grouping },
    };
  });

/** A rule as it is stored: what it watches, what becomes of it, and who is told. */
export type AlertRuleInput = AlertWatch & {
  name: string;
  filter: z.output<typeof signInFilterSchema>;
  forMinutes: number;
  keepFiringMinutes: number;
  grouping: AlertGrouping;
  channelIds: string[];
  enabled: boolean;
};

/** What is left out stays. Where the kind changes, the parameters are those given, not those of before. */
export const alertRulePatchSchema = z
  .object({ ...ruleFields, ...watchFields, ...alertLifecycleSchema.shape, ...thresholdFields })
  .partial();

function thresholdGiven(
  input: { [Field in keyof typeof thresholdFields]?: unknown },
): Record<string, unknown> {
  const { measure, windowMinutes, threshold, recoveryThreshold, minimumAttempts } = input;
  return Object.fromEntries(
    Object.entries({ measure, windowMinutes, threshold, recoveryThreshold, minimumAttempts }).filter(
      ([, value]) => value !== undefined,
    ),
  );
}

/** What only shows between fields. */
function faultsOf(
  watch: AlertWatch,
  filter: z.output<typeof signInFilterSchema>,
): { field: string; message: string }[] {
  if (watch.kind !== 'threshold') return [];
  const { measure, threshold, warnThreshold, recoveryThreshold } = watch.params;
  const faults: { field: string; message: string }[] = [];
  const lowest = Math.min(threshold, warnThreshold ?? threshold);
  if (recoveryThreshold > lowest) {
    faults.push({
      field: 'recoveryThreshold',
      message: 'expected a value at or below threshold, so that the alert can end',
    });
  }
  if (warnThreshold !== null && warnThreshold > threshold) {
    faults.push({ field: 'warnThreshold', message: 'expected a value at or below threshold' });
  }
  if (measure !== 'failure-rate') return faults;
  if (threshold > 1) {
    faults.push({ field: 'threshold', message: 'expected a share from 0 to 1, such as 0.2 for 20%' });
  }
  if (filter.user ?? filter.ip ?? filter.country) {
    faults.push({
      field: 'filter',
      message: 'expected no user, ip or country: successes are not counted by these, so there is no rate',
    });
  }
  return faults;
}

const ruleStateSchema = z.enum(['ok', 'pending', 'firing']);
export const alertRuleSchema = z
  .object({
    ...ruleFields,
    id: z.string(),
    ...alertLifecycleSchema.shape,
    grouping: alertGroupingSchema,
    createdAt: z.string(),
    state: ruleStateSchema,
    stateSince: z.string().nullable(),
    /** The worst value of the last look, and how many apps, people or addresses it judged. */
    lastValue: z.number().nullable(),
    lastKeys: z.int(),
    lastEvaluatedAt: z.string().nullable(),
    /** Why the last evaluation did or did not send anything. */
    lastBecause: z.string().nullable(),
    /** Of a rule of the kind `threshold` the same as in its parameters; else `null`. */
    ...z.object({
      measure: thresholdFields.measure.nullable(),
      windowMinutes: thresholdFields.windowMinutes.nullable(),
      threshold: thresholdFields.threshold.nullable(),
      recoveryThreshold: thresholdFields.recoveryThreshold.nullable(),
      minimumAttempts: thresholdFields.minimumAttempts.nullable(),
    }).shape,
  })
  .and(alertWatchSchema);
export type AlertRule = z.output<typeof alertRuleSchema>;

const levelSchema = z.enum(['warn', 'alert']);
/** A fact that an alert stands on. Members see all of them; a channel is told what is personal only if it may be. */
export const alertEvidenceSchema = z.object({
  label: z.string(),
  value: z.union([z.string(), z.number()]).nullable().meta(personal('if-personal')),
  personal: z.boolean(),
});

const aboutField = z.string().nullable().default(null);

/** One firing of a rule, for one of its keys: an app, an address, a person, a feed, or all. */
export const alertSchema = z.object({
  id: z.string(),
  ruleId: z.string(),
  ruleName: z.string(),
  kind: alertKindSchema,
  /** What tells the alerts of a rule apart; what it names can be read in `label` and `about`. */
  key: z.string().nullable().meta(personal('if-personal')),
  /** Whom or what it is about, as it can be shown: of a personal one the person, the address or the network alone. */
  label: z.string().nullable().meta(personal('if-personal')),
  /** Key and label name a person or an address. */
  personal: z.boolean(),
  dedupKey: z.string(),
  /** The error code, app and so on that its key names; for the key `all`, those that led when it fired, if known. */
  about: z.object({
    system: aboutField,
    /** `entra/50126#variant` */
    errorCode: aboutField,
    cause: aboutField,
    source: aboutField,
    app: aboutField,
  }),
  state: z.enum(['firing', 'resolved']),
  level: levelSchema,
  /** Since when it was found, where it had to hold for a time before it fired. */
  pendingSince: z.string().nullable(),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  /** What a rule of the kind `threshold` counts; else `null`: see `valueMeasure`. */
  measure: alertMeasureSchema.nullable(),
  /** What the values are, with their unit: `failures in 60 minutes`. */
  valueMeasure: z.string(),
  worseWhen: z.enum(['higher', 'lower']),
  threshold: z.number(),
  warnThreshold: z.number().nullable(),
  recoveryThreshold: z.number().nullable(),
  valueAtStart: z.number(),
  /** At the last look. */
  value: z.number().nullable(),
  peakValue: z.number(),
  /** What is usual, where that is known. */
  usual: z.number().nullable(),
  because: z.string(),
  evidence: z.array(alertEvidenceSchema),
  /** When somebody said that they have it in hand, and who: an e-mail address, or the name of a token. */
  acknowledgedAt: z.string().nullable(),
  acknowledgedBy: z.string().nullable(),
  /** Since when nobody is told of it until it gets worse, and who asked for that. */
  mutedAt: z.string().nullable(),
  mutedBy: z.string().nullable(),
  /** The silence that kept it quiet; `null` once it is told, and for alerts that no silence fits. */
  silencedBy: z.string().nullable(),
  /**
   * The alert that tells of the same, so that nothing was sent of this one; `null` for alerts that speak for themselves.
   * An alert that was told before the other came stays told.
   */
  inhibitedBy: z.string().nullable(),
});
export type Alert = z.infer<typeof alertSchema>;
const alertFilters = {
  state: z.enum(['firing', 'resolved']).optional(),
  ruleId: z.string().max(64).optional(),
  kind: alertKindSchema.optional(),
};
export const alertsQuerySchema = pageQuerySchema.extend({
  ...alertFilters,
  /** Only those of one group, as the list of groups names it. */
  groupId: z.string().max(64).optional(),
  /** Only those that one alert tells of. */
  inhibitedBy: z.string().max(64).optional(),
});

/** Alerts that are told together, as their rule groups them: all of the rule, those of one cause or one app, or one. */
export const alertGroupSchema = z.object({
  id: z.string(),
  /** The cause or the app that they share; `null` where they share their rule alone. */
  shared: z.string().nullable(),
  /** Of the alerts that fit the filter: all, and those that fire. */
  alerts: z.int(),
  firing: z.int(),
  /** When the newest began. */
  startedAt: z.string(),
  /** The worst: one that fires before one that is over, an alert before a warning, the newest first. */
  lead: alertSchema,
});
export type AlertGroupRow = z.infer<typeof alertGroupSchema>;
export const alertGroupsQuerySchema = pageQuerySchema.extend(alertFilters);

/** One thing that happened to an alert. */
export const alertChangeSchema = z.object({
  at: z.string(),
  /** Of what happened at one moment, in the order of its becoming. */
  what: z.enum([
    'pending',
    'warn',
    'firing',
    'escalated',
    'resolved',
    'silenced',
    'unsilenced',
    'inhibited',
    'uninhibited',
    'acknowledged',
    'muted',
    'unmuted',
    'told',
    'told-over',
  ]),
  /** Who did it: an e-mail address, or the name of a token; `null` where nobody did. */
  by: z.string().nullable(),
  note: z.string().nullable(),
});
export type AlertChangeEntry = z.infer<typeof alertChangeSchema>;
export const alertChangesSchema = z.object({ items: z.array(alertChangeSchema) });

/** Nobody is told of the alert any more until it gets worse by half, or is over and begins anew. */
export const muteAlertInputSchema = z.object({ untilWorse: z.literal(true).default(true) });
