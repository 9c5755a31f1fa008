import { z } from 'zod';
import { catalogEntrySchema } from './catalog-entry.js';
import { signInQuerySchema } from './filters.js';
import { pageQuerySchema } from './page.js';
import { personal } from './personal.js';

export const unknownCodesQuerySchema = signInQuerySchema.extend(pageQuerySchema.shape);

/** A code that was seen and that the catalog does not have. */
export const unknownCodeSchema = z.object({
  system: z.string(),
  code: z.string(),
  variant: z.string().nullable(),
  events: z.int(),
  apps: z.int(),
  firstSeenAt: z.string(),
  lastSeenAt: z.string(),
  /** The system's own words, most frequent first. */
  reasonTexts: z.array(z.object({ text: z.string(), events: z.int() })).meta(personal('free-text')),
  /** The catalog's entries that come closest by system, number and words. */
  nearest: z.array(catalogEntrySchema),
  /** An entry to begin with, as it would stand in the catalog's data. */
  draft: z.string().meta(personal('free-text')),
});
export type UnknownCode = z.infer<typeof unknownCodeSchema>;
