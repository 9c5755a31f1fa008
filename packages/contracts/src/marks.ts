import { z } from 'zod';
import { timeRangeSchema } from './filters.js';
import { pageQuerySchema } from './page.js';

const instant = z.iso.datetime({
  offset: true,
  error: 'expected an ISO 8601 time, such as 2026-01-31T08:00:00Z',
});

/** What happened around the sign-ins, such as a deploy or a change of a policy: drawn on the trend. */
export const markInputSchema = z.strictObject({
  /** When it happened; now, where left out. */
  at: instant.optional(),
  text: z.string().trim().min(1).max(200),
  url: z
    .url({ protocol: /^https?$/, error: 'expected an http or https address' })
    .max(2_048)
    .optional(),
  /** The app that it happened to, as it is in filters; all of them, where left out. */
  app: z.string().trim().min(1).max(256).optional(),
});
export type MarkInput = z.output<typeof markInputSchema>;

export const markSchema = z.object({
  id: z.string(),
  at: z.string(),
  text: z.string(),
  url: z.string().nullable(),
  app: z.string().nullable(),
  /** The e-mail address of a member, or the name of an API token. */
  author: z.string(),
  createdAt: z.string(),
});
export type Mark = z.infer<typeof markSchema>;
export const marksQuerySchema = pageQuerySchema.extend({
  ...timeRangeSchema.shape,
  /** Marks of this app, and those of all apps. */
  app: z.string().max(256).optional(),
});
