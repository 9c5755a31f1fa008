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
  /** Other spellings under which the very same code is met. */
  aliases: z.array(z.string()),
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
  /** The day when it was last compared with its sources; `null` where it is only recalled. */
  verified: z.string().nullable(),
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
  /** How it was found, as a sentence. */
  why: z.string(),
  /** 0 to 1. */
  certainty: z.number().min(0).max(1),
  variants: z.array(catalogEntrySchema),
});
export type Explanation = z.infer<typeof explanationSchema>;

export const explainRequestSchema = z.object({ text: z.string().trim().min(1).max(65_536) });
/** What a value in a pasted text is: what a message names beside its code. */
export const textDetailKindSchema = z.enum([
  'user',
  'tenant',
  'app',
  'resource',
  'redirect-uri',
  'ip',
  'correlation-id',
  'trace-id',
  'request-id',
  'timestamp',
]);
export type TextDetailKind = z.infer<typeof textDetailKindSchema>;

/** A value that was pulled out of a pasted text. */
export const textDetailSchema = z.object({ kind: textDetailKindSchema, value: z.string().max(512) });
export type TextDetail = z.infer<typeof textDetailSchema>;

export const explainResponseSchema = z.object({
  /** Best first; empty where nothing is certain enough to be an answer. */
  explanations: z.array(explanationSchema).max(20),
  /** Where there is no answer: the entries that come closest, which is not to say that they fit. */
  nearest: z.array(catalogEntrySchema).max(5),
  /** Codes whose form says whose they are, and that the catalog lacks: newer than it, or mistyped. */
  unknownCodes: z.array(z.object({ system: z.string(), code: z.string() })).max(10),
  details: z.array(textDetailSchema).max(40),
});
export type ExplainResponse = z.infer<typeof explainResponseSchema>;
