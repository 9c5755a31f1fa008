import { confidenceSchema, hintsSchema, referenceSchema } from '@turnaway/contracts/catalog-entry';
import { codeLengthMax } from '@turnaway/contracts/error-code';
import { systemSchema } from '@turnaway/contracts/system';
import {
  actorSchema,
  causeSchema,
  credentialProvenSchema,
  outcomeSchema,
  retrySchema,
  securitySchema,
  severitySchema,
  sourceSchema,
} from '@turnaway/contracts/taxonomy';
import { z } from 'zod';

/**
 * The shape of the files in `data/`. Objects are strict: a misspelled field fails the build instead of being
 * ignored. What a code leaves out comes from its reason, then from the cause's defaults.
 */

const identifierSchema = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected kebab-case');
const codeSchema = z
  .string({ error: 'put the code in quotes, so that it stays text' })
  .min(1)
  .max(codeLengthMax);

/** A day as `2026-11-23`; in the files it may stand without quotes. */
const daySchema = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'expected a day such as 2026-11-23');

const decidable = {
  outcome: outcomeSchema.optional(),
  cause: causeSchema.optional(),
  source: sourceSchema.optional(),
  actor: actorSchema.optional(),
  retry: retrySchema.optional(),
  severity: severitySchema.optional(),
  security: securitySchema.optional(),
  credentialProven: credentialProvenSchema.optional(),
};

const overridable = {
  ...decidable,
  title: z.string().optional(),
  summary: z.string().optional(),
  /** For an audience named here, these steps stand in place of the reason's. */
  hints: hintsSchema.optional(),
  /** What else it can be, and how to tell. */
  notes: z.array(z.string()).optional(),
  references: z.array(referenceSchema).optional(),
};

/** Facts about an event, beside its text, that can select a variant. A parser states them; see `VariantFacts`. */
const signalSchema = z.enum([
  /** A policy with a risk condition decided, or the record carries a risk detail. */
  'risk',
  /** The factor was a push to a device. */
  'push',
  /** The factor was a code that the person typed. */
  'one-time-code',
]);

/** Selects a variant. Everything given must hold. */
const conditionSchema = z
  .strictObject({
    /** Any of these occurs in the event's decisive text; upper and lower case count the same. */
    text: z.array(z.string().min(3).toLowerCase()).nonempty().optional(),
    interactive: z.boolean().optional(),
    signal: signalSchema.optional(),
  })
  .refine((condition) => Object.keys(condition).length > 0, 'a variant needs a condition that selects it');
export type Condition = z.infer<typeof conditionSchema>;

const variantDataSchema = z.strictObject({
  id: identifierSchema,
  reason: identifierSchema.optional(),
  when: conditionSchema,
  /** The condition as a sentence, for people. */
  meaning: z.string(),
  ...overridable,
});
export type VariantData = z.infer<typeof variantDataSchema>;

export const codeDataSchema = z.strictObject({
  code: codeSchema,
  name: z.string().optional(),
  /** Other spellings under which the very same code is met: a decimal form, a number for a word. */
  aliases: z.array(z.string().min(1).max(codeLengthMax)).nonempty().optional(),
  reason: identifierSchema,
  ...overridable,
  /** Words people or messages use for it, in no particular order; found by explain, never shown. */
  keywords: z.array(z.string()).nonempty().optional(),
  /** Short pieces of its message, of six words at most, that mean this code wherever they stand, in any case. */
  fragments: z.array(z.string().min(6).toLowerCase()).nonempty().optional(),
  /** Made-up texts as a person would paste them. Each must be explained by this code first. */
  samples: z.array(z.string()).nonempty().optional(),
  confidence: confidenceSchema.optional(),
  /** Keys of the system's `sources`: where this fact was read, if not where most of the system's were. */
  from: z.array(identifierSchema).nonempty().optional(),
  /** In order: the first that fits wins, and none of them leaves the code as it is. */
  variants: z.array(variantDataSchema).nonempty().optional(),
});
export type CodeData = z.infer<typeof codeDataSchema>;

/** The reasons of a code and of its variants. */
export function reasonIdsOf({ reason, variants = [] }: CodeData): string[] {
  return [reason, ...variants.map((variant) => variant.reason ?? reason)];
}

/** A page where facts were read, and the day when a person last compared the entries with it. */
const sourceDocumentSchema = z.strictObject({ ...referenceSchema.shape, verified: daySchema });

/** What steps depend on, whatever the system's console looks like. */
const kindSchema = z.enum([
  /** People sign in on a web page: cookies, links and other tabs can be in the way. */
  'web-page',
  /** Its vendor runs it for everyone, and tells about outages on a status page. */
  'cloud',
]);

export const systemDataSchema = z.strictObject({
  system: systemSchema,
  name: z.string(),
  kinds: z.array(kindSchema).default([]),
  source: sourceSchema,
  confidence: confidenceSchema,
  from: z.array(identifierSchema).nonempty(),
  /** Where the owner of the system publishes: hosts, or a host with the beginning of a path. */
  domains: z
    .array(z.string().regex(/^[a-z0-9.-]+(\/\S+)?$/, 'expected a host, or a host and path'))
    .nonempty(),
  sources: z.record(identifierSchema, sourceDocumentSchema),
  codes: z.array(codeDataSchema).nonempty(),
});
export type SystemData = z.infer<typeof systemDataSchema>;

export const reasonDataSchema = z.strictObject({
  title: z.string(),
  summary: z.string(),
  ...decidable,
  outcome: outcomeSchema,
  hints: hintsSchema,
  /** Steps that hold only where the system is of such a kind and has none of its own here; they come before the general ones. */
  forKinds: z.partialRecord(kindSchema, hintsSchema).optional(),
  /** Steps that hold for one system only; they come first. */
  systems: z.record(systemSchema, hintsSchema).optional(),
  /** Where a standard has it; for systems that people sign in to on web pages. */
  references: z.array(referenceSchema).optional(),
  /** Other words people use for it; found by explain, never shown. */
  keywords: z.array(z.string()).optional(),
});
export type ReasonData = z.infer<typeof reasonDataSchema>;

export const catalogDataSchema = z.strictObject({
  reasons: z.record(identifierSchema, reasonDataSchema),
  systems: z.array(systemDataSchema),
});
export type CatalogData = z.infer<typeof catalogDataSchema>;
