import { z } from 'zod';
import { type ErrorCode, formatErrorCode } from './error-code.js';
import { type ErrorGroupState, errorGroupStateSchema } from './error-group-state.js';
import { noApp } from './filter-names.js';
import { signInQuerySchema } from './filters.js';
import { pageQuerySchema } from './page.js';
import { codeClassSchema, rangeSchema } from './readings.js';

export { type ErrorGroupState, errorGroupStateSchema };

/** The states of what somebody may still have to do something about. */
export const unresolvedStates = [
  'regressed',
  'escalating',
  'new',
  'ongoing',
] as const satisfies ErrorGroupState[];

const count = z.int().min(1).max(1_000_000_000);
const instant = z.iso.datetime({
  offset: true,
  error: 'expected an ISO 8601 time, such as 2026-01-31T08:00:00Z',
});

/** Until when a group stays ignored: so many more events, so many people since then, a time, or for good. */
export const ignoreConditionSchema = z.discriminatedUnion('until', [
  z.strictObject({ until: z.literal('events'), count }),
  z.strictObject({ until: z.literal('people'), count }),
  z.strictObject({ until: z.literal('time'), at: instant }),
  z.strictObject({ until: z.literal('for-good') }),
]);
export type IgnoreCondition = z.infer<typeof ignoreConditionSchema>;

/** What names an error group: the code, and the app as it is in filters; `(none)` where the log names no app. */
export const errorGroupKeySchema = z.strictObject({
  system: z.string().min(1).max(64),
  code: z.string().min(1).max(128),
  variant: z.string().min(1).max(128).nullable().default(null),
  app: z.string().min(1).max(512).default(noApp),
});
export type ErrorGroupKey = z.output<typeof errorGroupKeySchema>;

/** One stable text for a group, as the API answers it: `entra/50126@Payroll`, `entra/50053#malicious-ip@(none)`. */
export function errorGroupId(key: ErrorCode & { app: string }): string {
  return `${formatErrorCode(key)}@${key.app}`;
}

/** Somebody who can be given a group to look after. */
export const assigneeSchema = z.object({ id: z.string(), email: z.string(), name: z.string() });
export type Assignee = z.infer<typeof assigneeSchema>;

export const errorGroupSchema = codeClassSchema.extend({
  id: z.string(),
  app: z.string(),
  state: errorGroupStateSchema,
  /** Since when it is in this state. */
  since: z.string(),
  firstSeenAt: z.string(),
  lastSeenAt: z.string(),
  assignee: assigneeSchema.nullable(),
  /** Who resolved or ignored it, by e-mail address or name of the API token; `null` in other states. */
  decidedBy: z.string().nullable(),
  /** While it is ignored: until when. */
  ignore: ignoreConditionSchema.nullable(),
});
export type ErrorGroup = z.infer<typeof errorGroupSchema>;

/** A group as it stands in the list: with its counts over the range. */
export const errorGroupRowSchema = errorGroupSchema.extend({
  events: z.int(),
  eventsBefore: z.int(),
  people: z.int(),
  /** Events over the period in 24 equal parts. */
  spark: z.array(z.int()),
});
export type ErrorGroupRow = z.infer<typeof errorGroupRowSchema>;

/** One line of a group's history: what somebody did, or what it did by itself. */
export const errorGroupEntrySchema = z.object({
  id: z.string(),
  at: z.string(),
  what: z.enum(['state', 'assignee', 'comment']),
  /** E-mail address of the member or name of the API token; `null` if it happened by itself. */
  by: z.string().nullable(),
  /** The state, or the assignee's e-mail address, before and after; `null` for none. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  /** The comment; for a state, why it changed or until when it is ignored. */
  text: z.string().nullable(),
});
export type ErrorGroupEntry = z.infer<typeof errorGroupEntrySchema>;

export const errorGroupSortSchema = z.enum(['events', 'people', 'change', 'newest', 'state']);
export type ErrorGroupSort = z.infer<typeof errorGroupSortSchema>;

const states = z
  .union([z.array(errorGroupStateSchema).max(6), errorGroupStateSchema])
  .transform((value) => (Array.isArray(value) ? value : [value]))
  .optional();

export const errorGroupsQuerySchema = signInQuerySchema.extend({
  ...pageQuerySchema.shape,
  /** May be given several times. */
  state: states,
  /** A member's id, `me` for whoever asks, or `nobody`. */
  assignee: z.string().min(1).max(128).optional(),
  sort: errorGroupSortSchema.default('events'),
});

/** A page of groups, and how many groups of the range and filter there are in each state. */
export const errorGroupsSchema = z.object({
  range: rangeSchema,
  before: rangeSchema,
  items: z.array(errorGroupRowSchema),
  nextCursor: z.string().nullable(),
  total: z.int(),
  states: z.record(errorGroupStateSchema, z.int()),
  /** Of these, the unresolved ones that whoever asks looks after. */
  mine: z.int(),
});
export type ErrorGroups = z.infer<typeof errorGroupsSchema>;

/** One group with its history, the latest first. */
export const errorGroupDetailSchema = errorGroupSchema.extend({
  history: z.object({
    items: z.array(errorGroupEntrySchema),
    nextCursor: z.string().nullable(),
    total: z.int(),
  }),
});
export type ErrorGroupDetail = z.infer<typeof errorGroupDetailSchema>;

/**
 * What to change of a group; what is left out stays. A state of its own making may be set too, so that a change can
 * be undone. `ignore` is for state `ignored` alone, and for good where it is left out.
 */
const changeFields = z.strictObject({
  state: errorGroupStateSchema.optional(),
  ignore: ignoreConditionSchema.optional(),
  /** A member's id; `null` for nobody. */
  assignee: z.string().min(1).max(128).nullable().optional(),
});
export const errorGroupChangeSchema = changeFields
  .refine(({ state, assignee }) => state !== undefined || assignee !== undefined, {
    message: 'expected a state or an assignee',
  })
  .refine(({ state, ignore }) => ignore === undefined || state === 'ignored', {
    path: ['ignore'],
    message: 'expected only with the state ignored',
  });
export type ErrorGroupChange = z.output<typeof errorGroupChangeSchema>;

export const commentInputSchema = z.strictObject({
  text: z.string().trim().min(1, 'expected a comment').max(4_000),
});

export const bulkErrorGroupsSchema = z.strictObject({
  keys: z.array(errorGroupKeySchema).min(1).max(200),
  change: errorGroupChangeSchema,
});
/** What became of each group, in the order that they were given in. */
export const bulkErrorGroupsAnswerSchema = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      result: z.enum(['changed', 'unchanged', 'not-found']),
      /** As it is now; `null` if there is no such group. */
      group: errorGroupSchema.nullable(),
    }),
  ),
});
export type BulkErrorGroupsAnswer = z.infer<typeof bulkErrorGroupsAnswerSchema>;
