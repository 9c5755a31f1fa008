import { z } from 'zod';
import { codeOverrideSchema, workspaceEntrySchema } from './code-override.js';
import { errorGroupStateSchema } from './error-group-state.js';
import { signInQuerySchema } from './filters.js';
import { pageOf, pageQuerySchema } from './page.js';
import { personal } from './personal.js';
import { actorSchema, causeSchema, outcomeSchema, sourceSchema } from './taxonomy.js';

/** What the dashboard reads. Every answer about a time range also gives the period that it is compared with. */
export const rangeSchema = z.object({ from: z.string(), to: z.string() });

/**
 * How sure a number of different values is: `exact`; `about`, of people and addresses that are too many to be told apart one by one (within
 * about 1 % for 50,000); `at-least`, where of a busy hour or day only the most frequent values are kept, and others may have been there.
 */
export const totalIsSchema = z.enum(['exact', 'about', 'at-least']);
export type TotalIs = z.infer<typeof totalIsSchema>;

/** Counts over a period. The failure rate is failures ÷ (successes + failures); `null` if there were neither. */
export const countsSchema = z.object({
  successes: z.int(),
  failures: z.int(),
  /** Steps of the flow by design, and codes that are failures only if no success follows: shown apart. */
  interrupts: z.int(),
  failureRate: z.number().nullable(),
  /** Distinct people and workloads among the failures. */
  people: z.int(),
  peopleIs: totalIsSchema,
  /** Distinct apps among the failures. */
  apps: z.int(),
  unknownCodes: z.int(),
  unknownCodeEvents: z.int(),
});
export type Counts = z.infer<typeof countsSchema>;

export const summarySchema = z.object({
  range: rangeSchema,
  before: rangeSchema,
  /** Whether the period before was watched from its beginning, or nearly so: else its counts tell little of these. */
  isBeforeCovered: z.boolean(),
  counts: countsSchema,
  countsBefore: countsSchema,
  /** When the newest event in the workspace happened, and when the newest batch arrived; `null` before the first. */
  newestEventAt: z.string().nullable(),
  newestBatchAt: z.string().nullable(),
  feeds: z.int(),
  firingAlerts: z.int(),
});
export type Summary = z.infer<typeof summarySchema>;

export const trendDimensionSchema = z.enum(['cause', 'source', 'system', 'app', 'code', 'outcome']);
export type TrendDimension = z.infer<typeof trendDimensionSchema>;

export const trendsQuerySchema = signInQuerySchema.extend({ by: trendDimensionSchema.default('cause') });

/** One line or stack of a trend: a value for every bucket, in the buckets' order. */
export const trendSeriesSchema = z.object({
  /** The dimension's value, such as `access-policy`; `other` gathers what is beyond the first 12. */
  key: z.string(),
  label: z.string(),
  total: z.int(),
  values: z.array(z.int()),
});
export const trendsSchema = z.object({
  range: rangeSchema,
  before: rangeSchema,
  by: trendDimensionSchema,
  bucketMinutes: z.int(),
  /** Start of each bucket. The last one may still be filling. */
  buckets: z.array(z.string()),
  /** Failures by the chosen dimension, largest first. For `outcome`, all events. */
  series: z.array(trendSeriesSchema),
  successes: z.array(z.int()),
  failures: z.array(z.int()),
  interrupts: z.array(z.int()),
  /** Failures of the period that it is compared with, bucket by bucket. */
  failuresBefore: z.array(z.int()),
});
export type Trends = z.infer<typeof trendsSchema>;

/** An error code with what it means, as it stands in lists. */
export const codeClassSchema = z.object({
  system: z.string(),
  code: z.string(),
  variant: z.string().nullable(),
  /** False for a code that the catalog does not have: counted and listed all the same. */
  known: z.boolean(),
  title: z.string(),
  outcome: outcomeSchema,
  cause: causeSchema.nullable(),
  source: sourceSchema,
  actor: actorSchema,
});
export type CodeClass = z.infer<typeof codeClassSchema>;

export const errorsQuerySchema = signInQuerySchema.extend({
  ...pageQuerySchema.shape,
  sort: z.enum(['events', 'people', 'change', 'newest']).default('events'),
});

/** One row of the list of errors: a code, in one app or over all. */
export const errorRowSchema = codeClassSchema.extend({
  events: z.int(),
  eventsBefore: z.int(),
  people: z.int(),
  apps: z.int(),
  /** The app with the most of them. */
  topApp: z.string().nullable(),
  firstSeenAt: z.string(),
  lastSeenAt: z.string(),
  /** Not seen in this workspace before this period, though there was a day of this system's log before it. */
  isNew: z.boolean(),
  /** Where it stands in the app that needs it most; `null` while it has no group. */
  state: errorGroupStateSchema.nullable(),
  /** Events over the period in 24 equal parts. */
  spark: z.array(z.int()),
});
export type ErrorRow = z.infer<typeof errorRowSchema>;

export const breakdownDimensionSchema = z.enum([
  'app',
  'user',
  'ip',
  'country',
  'client',
  'device',
  'policy',
  'feed',
  'system',
  'code',
  'cause',
  'source',
]);
export type BreakdownDimension = z.infer<typeof breakdownDimensionSchema>;
export const breakdownQuerySchema = signInQuerySchema.extend({
  ...pageQuerySchema.shape,
  by: breakdownDimensionSchema,
});
export const breakdownRowSchema = z.object({
  key: z.string().meta(personal('by-dimension')),
  label: z.string().meta(personal('by-dimension')),
  failures: z.int(),
  failuresBefore: z.int(),
  /** `null` for dimensions that successes are not counted by (user, ip, country, client, device, policy). */
  successes: z.int().nullable(),
  failureRate: z.number().nullable(),
  /** Of many events within about 1 %. */
  people: z.int(),
  /** Share of all failures in the range and filter. */
  share: z.number(),
});
export type BreakdownRow = z.infer<typeof breakdownRowSchema>;
export const breakdownSchema = z.object({
  range: rangeSchema,
  before: rangeSchema,
  by: breakdownDimensionSchema,
  items: z.array(breakdownRowSchema),
  /** `null` at the end; where the total is not exact, that is the end of what is kept of the most frequent. */
  nextCursor: z.string().nullable(),
  total: z.int(),
  totalIs: totalIsSchema,
});
export type Breakdown = z.infer<typeof breakdownSchema>;

/** Why sign-ins failed, and where in their chain: failures by both, or the outcomes that the filter asks for. */
export const causeSourceGridSchema = z.object({
  range: rangeSchema,
  before: rangeSchema,
  /** The pairs that occur in this period, most failures first. */
  cells: z.array(
    z.object({ cause: causeSchema, source: sourceSchema, failures: z.int(), failuresBefore: z.int() }),
  ),
});
export type CauseSourceGrid = z.infer<typeof causeSourceGridSchema>;

/** The error page: what it means, and whom it hits here. */
export const errorDetailSchema = z.object({
  range: rangeSchema,
  before: rangeSchema,
  codeClass: codeClassSchema,
  /** The catalog's page, with the workspace's own decisions on top; `null` for an unknown code. */
  entry: workspaceEntrySchema.nullable(),
  /** What this workspace decided about it, also where the catalog has no entry. */
  override: codeOverrideSchema.nullable(),
  variants: z.array(codeClassSchema.extend({ events: z.int() })),
  events: z.int(),
  eventsBefore: z.int(),
  people: z.int(),
  peopleIs: totalIsSchema,
  firstSeenAt: z.string().nullable(),
  lastSeenAt: z.string().nullable(),
  /** The system's own words, most frequent first; for codes that the catalog does not have, all there is. */
  reasonTexts: z.array(z.object({ text: z.string(), events: z.int() })).meta(personal('free-text')),
});
export type ErrorDetail = z.infer<typeof errorDetailSchema>;

/** One kept sign-in (a failure or an interrupt). */
export const signInRowSchema = z.object({
  id: z.string(),
  occurredAt: z.string(),
  codeClass: codeClassSchema,
  carrier: z.string().nullable(),
  reasonText: z.string().meta(personal('free-text')).nullable(),
  userName: z.string().meta(personal('person')).nullable(),
  userId: z.string().meta(personal('user-id')).nullable(),
  app: z.string().nullable(),
  appId: z.string().nullable(),
  resource: z.string().nullable(),
  ip: z.string().meta(personal('address')).nullable(),
  country: z.string().nullable(),
  city: z.string().nullable(),
  client: z.string().nullable(),
  /** Often named after its owner. */
  device: z.string().meta(personal('free-text')).nullable(),
  /** The policies that refused, or asked for a step. */
  policies: z.array(z.string()),
  interactive: z.boolean().nullable(),
  correlationId: z.string().nullable(),
  requestId: z.string().nullable(),
  eventId: z.string(),
  feed: z.object({ id: z.string(), name: z.string() }),
  batchId: z.string(),
});
export type SignInRow = z.infer<typeof signInRowSchema>;
export const signInsQuerySchema = signInQuerySchema.extend({
  ...pageQuerySchema.shape,
  /**
   * Text to find, in any letter case: what is exactly a person, an address or an id is found by that; else it is looked
   * for in person, app, code, address, client, device, reason and ids of the newest sign-ins.
   */
  q: z.string().max(200).optional(),
  /** `text` looks for it in all text, even if it is exactly a person, an address or an id. */
  match: z.enum(['best', 'text']).default('best'),
});
export const signInsSchema = pageOf(signInRowSchema).extend({
  /** How a text was looked for; `null` without one. */
  search: z
    .object({
      /** By what it is exactly (a person, an address, an id), or in all text. */
      by: z.enum(['value', 'text']),
      /** How many sign-ins were looked at for this page at the most; `null` for all. */
      lookedAt: z.int().nullable(),
      /** What is older than this was not looked at yet: the cursor goes on there. `null` if nothing is left. */
      until: z.string().nullable(),
    })
    .nullable(),
});
export type SignIns = z.infer<typeof signInsSchema>;
