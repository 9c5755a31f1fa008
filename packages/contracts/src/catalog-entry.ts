import { z } from 'zod';
import {
  actorSchema,
  audienceSchema,
  causeSchema,
  credentialProvenSchema,
  outcomeSchema,
  retrySchema,
  securitySchema,
  severitySchema,
  sourceSchema,
} from './taxonomy.js';

/** How well a fact is founded. `recalled` is unconfirmed, and shown as such. */
export const confidenceSchema = z.enum(['doc', 'standard', 'corroborated', 'seed', 'recalled']);
export type Confidence = z.infer<typeof confidenceSchema>;

/** A place to read more: a vendor's page or a section of a standard. */
export const referenceSchema = z.object({ title: z.string(), url: z.url() });
export type Reference = z.infer<typeof referenceSchema>;

/** What to do, by audience; each an ordered list of steps in plain words. */
export const hintsSchema = z.partialRecord(audienceSchema, z.array(z.string()));
export type Hints = z.infer<typeof hintsSchema>;

/**
 * The catalog's page about one error code, complete: whatever the code leaves out has been taken from its
 * reason, and what the reason leaves out from its cause.
 */
export const catalogEntrySchema = z.object({
  system: z.string(),
  code: z.string(),
  variant: z.string().nullable(),
  /** The vendor's symbolic name, where there is one. */
  name: z.string().nullable(),
  reason: z.string(),
  title: z.string(),
  summary: z.string(),
  outcome: outcomeSchema,
  /** `null` for the outcomes `success` and `other`. */
  cause: causeSchema.nullable(),
  source: sourceSchema,
  actor: actorSchema,
  retry: retrySchema,
  severity: severitySchema,
  security: securitySchema,
  credentialProven: credentialProvenSchema,
  hints: hintsSchema,
  /** What else it can be, and how to tell. */
  notes: z.array(z.string()),
  references: z.array(referenceSchema),
  confidence: confidenceSchema,
  /** In words: what selects this variant. */
  when: z.string().nullable(),
});
export type CatalogEntry = z.infer<typeof catalogEntrySchema>;

/** How an explanation was found: the code itself, its symbolic name, or its wording. */
export const matchKindSchema = z.enum(['code', 'name', 'phrase']);

/** One answer to "what does this text mean?", with how sure it is and why. */
export const explanationSchema = z.object({
  entry: catalogEntrySchema,
  match: matchKindSchema,
  /** The part of the text that led here. */
  matched: z.string(),
  /** 0 to 1. */
  certainty: z.number().min(0).max(1),
  variants: z.array(catalogEntrySchema),
});
export type Explanation = z.infer<typeof explanationSchema>;

export const explainRequestSchema = z.object({ text: z.string().trim().min(1).max(65_536) });
export const explainResponseSchema = z.object({ explanations: z.array(explanationSchema).max(20) });
