import { z } from 'zod';
import type { signInFilterNames } from './filter-names.js';
import { personal } from './personal.js';
import { causeSchema, outcomeSchema, sourceSchema } from './taxonomy.js';

/** A filter value may be given several times (`?cause=mfa&cause=consent`): any of them fits. */
function anyOf<Item extends z.ZodType>(item: Item) {
  return z
    .union([z.array(item).max(50), item])
    .transform((value) => (Array.isArray(value) ? value : [value]) as z.output<Item>[])
    .optional();
}

const word = z.string().min(1).max(256);
/** A pseudonym is longer than the name it stands for. */
const named = z.string().min(1).max(1_024);

/** Was a person at the screen? `unknown`: the log does not say. */
export const interactiveSchema = z.enum(['yes', 'no', 'unknown']);
export type Interactive = z.infer<typeof interactiveSchema>;

/** The filters that every reading of sign-ins takes, in the API's query and in the dashboard's address. */
export const signInFilterSchema = z.object({
  system: anyOf(word),
  /** With or without its system: `50126`, `entra/50126`, `entra/50053#malicious-ip`. */
  code: anyOf(word),
  cause: anyOf(causeSchema),
  source: anyOf(sourceSchema),
  outcome: anyOf(outcomeSchema),
  app: anyOf(word),
  /** A feed's id. */
  feed: anyOf(word),
  /** A user name or id, or a pseudonym. */
  user: anyOf(named).meta(personal('user-key')),
  ip: anyOf(named).meta(personal('address')),
  country: anyOf(word),
  /** Client software, as the log names it. Like user, address, country, device and policy known of kept sign-ins alone. */
  client: anyOf(word),
  /** Operating system and name, as the log has them. */
  device: anyOf(word).meta(personal('free-text')),
  /** A policy that refused, alone or among others, by its name. */
  policy: anyOf(named),
  /** Whether a person was at the screen. */
  interactive: anyOf(interactiveSchema),
} satisfies Record<(typeof signInFilterNames)[number], z.ZodType>);
export type SignInFilter = z.output<typeof signInFilterSchema>;

const instant = z.iso.datetime({
  offset: true,
  error: 'expected an ISO 8601 time, such as 2026-01-31T08:00:00Z',
});

/** From (inclusive) and to (exclusive); the last 24 hours where left out. At most 400 days. */
export const timeRangeSchema = z.object({ from: instant.optional(), to: instant.optional() });

/** What a period is compared with: the same length right before it, or the same weekdays of the last week. */
export const comparisonSchema = z.enum(['before', 'week']);
export type Comparison = z.infer<typeof comparisonSchema>;
export type TimeRange = {
  from: string;
  to: string;
  /** `before` where left out. */
  compare?: Comparison | undefined;
};

export const signInQuerySchema = timeRangeSchema.extend({
  ...signInFilterSchema.shape,
  compare: comparisonSchema.optional(),
});
export type SignInQuery = z.output<typeof signInQuerySchema>;
