import { z } from 'zod';
import { timeZoneSchema } from './feeds.js';
import { comparisonSchema, signInFilterSchema, timeRangeSchema } from './filters.js';

/** The parameters of single pages that are kept with a view. A search is not: it can be somebody's name. */
export const savedOwnSchema = z.enum(['by', 'sort', 'columns', 'state', 'assignee', 'metric', 'live']);

/** What a page shows: its filters, its time, and what is the page's own, such as an order or columns. */
export const savedQuerySchema = z.strictObject({
  filter: signInFilterSchema.default({}),
  /** A length back from now, as the address has it; else `from` and `to`. */
  range: z.enum(['15m', '1h', '4h', '24h', '7d', '30d', '90d', '1y']).optional(),
  ...timeRangeSchema.shape,
  compare: comparisonSchema.optional(),
  tz: timeZoneSchema.optional(),
  own: z.partialRecord(savedOwnSchema, z.string().min(1).max(256)).default({}),
});
export type SavedQuery = z.output<typeof savedQuerySchema>;

/** Pages that show sign-ins. Those of people and addresses are left out: their paths name them. */
const pathForm =
  /^\/(?:|errors(?:\/[^/?#]+\/[^/?#]+)?|sign-ins|unknown-codes|breakdown\/[a-z-]+|apps\/[^/?#]+)$/;

const fields = {
  name: z.string().trim().min(1, 'expected a name').max(80),
  path: z.string().max(1_024).regex(pathForm, 'expected the path of a page that shows sign-ins'),
  query: savedQuerySchema,
  /** Whether all members see it, or its author alone. */
  shared: z.boolean(),
};
export const savedViewInputSchema = z.strictObject({ ...fields, shared: fields.shared.default(true) });
export type SavedViewInput = z.output<typeof savedViewInputSchema>;
export const savedViewPatchSchema = z.strictObject(fields).partial();

/** A page with its filters and time, under a name. */
export const savedViewSchema = z.object({
  id: z.string(),
  ...fields,
  /** The e-mail address of a member, or the name of an API token. */
  author: z.string(),
  isYours: z.boolean(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type SavedView = z.infer<typeof savedViewSchema>;
