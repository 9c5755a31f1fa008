import { z } from 'zod';
import { catalogEntrySchema, confidenceSchema } from './catalog-entry.js';
import { workspaceEntrySchema } from './code-override.js';
import { pageQuerySchema } from './page.js';
import { causeSchema, outcomeSchema, sourceSchema } from './taxonomy.js';

/** What narrows the catalog down, beside its systems. */
export const catalogFilterSchema = z.object({
  /** Words, all of which an entry holds in its code, names, title, reason or summary. */
  q: z.string().trim().max(200).optional(),
  cause: causeSchema.optional(),
  outcome: outcomeSchema.optional(),
  source: sourceSchema.optional(),
  reason: z.string().max(128).optional(),
  confidence: confidenceSchema.optional(),
});
export type CatalogFilter = z.output<typeof catalogFilterSchema>;

export const catalogQuerySchema = pageQuerySchema.extend({
  ...catalogFilterSchema.shape,
  system: z.string().max(32).optional(),
});
export type CatalogQuery = z.output<typeof catalogQuerySchema>;

/** A system of the catalog, with how many of its entries a filter lets through. */
export const catalogSystemSchema = z.object({ system: z.string(), name: z.string(), entries: z.int() });
export type CatalogSystem = z.infer<typeof catalogSystemSchema>;

/** The catalog's page about one error code or one of its variants, with all variants in the order they are tried. */
export const catalogPageSchema = workspaceEntrySchema.extend({ variants: z.array(catalogEntrySchema) });
export type CatalogPage = z.infer<typeof catalogPageSchema>;
