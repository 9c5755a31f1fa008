import { rejectReasonSchema } from '@turnaway/contracts/batch-facts';
import { referenceSchema } from '@turnaway/contracts/catalog-entry';
import { codeClassSchema } from '@turnaway/contracts/readings';
import { actorSchema, causeSchema, retrySchema, sourceSchema } from '@turnaway/contracts/taxonomy';
import { z } from 'zod';

/** Raised by one when a field is taken away or means something else; new fields may come without it. */
const formatName = 'turnaway-analysis/1';

const rateSchema = z.number().nullable();
const codeNameSchema = codeClassSchema.pick({ system: true, code: true, variant: true, title: true });

/** Counts of one app, user, address, country or system. */
const keyRowSchema = z.object({
  name: z.string(),
  failures: z.int(),
  successes: z.int(),
  interrupts: z.int(),
  /** Failures ÷ (successes + failures); `null` if there were neither. */
  failureRate: rateSchema,
  /** Distinct people among the failures; `null` where it is not counted. */
  people: z.int().nullable(),
  /** The code with the most failures here. */
  topCode: codeNameSchema.nullable(),
});
const rankingSchema = z.object({
  /** Values with failures; where some are missed, there were more. */
  total: z.int(),
  /** By how many failures any count may be too low, where there were too many values to hold. */
  missedMax: z.int(),
  /** Most failures first. */
  items: z.array(keyRowSchema),
});

const codeRowSchema = codeClassSchema.extend({
  summary: z.string().nullable(),
  retry: retrySchema.nullable(),
  /** No source was found for what the catalog says of it. */
  isUnconfirmed: z.boolean(),
  events: z.int(),
  failures: z.int(),
  /** Of all failures. */
  share: z.number(),
  people: z.int(),
  apps: z.int(),
  topApp: z.string().nullable(),
  firstAt: z.string(),
  lastAt: z.string(),
  /** What to do, for whose move it is. */
  steps: z.array(z.string()),
  references: z.array(referenceSchema),
});

function shareRowSchema<Item extends z.ZodType>(of: Item) {
  return z.array(z.object({ of, failures: z.int(), share: z.number() }));
}

/** What `turnaway analyze` finds: printed as JSON with `--json`, and what the other forms are made of. */
export const analysisReportSchema = z.object({
  format: z.literal(formatName),
  madeAt: z.string(),
  catalogVersion: z.string(),
  /** The zone that times without one were read in. */
  timeZone: z.string(),
  /** What was asked for with `--from` and `--to`. */
  period: z.object({ from: z.string().nullable(), to: z.string().nullable() }),
  /** Are there stand-ins for the names of people and for addresses? */
  hidesNames: z.boolean(),
  /** Of the first and the last sign-in; `null` without any. */
  span: z.object({ from: z.string(), to: z.string() }).nullable(),
  totals: z.object({
    files: z.int(),
    /** As they lie on the disk. */
    bytes: z.int(),
    records: z.int(),
    /** Successes + failures + interrupts. */
    signIns: z.int(),
    successes: z.int(),
    failures: z.int(),
    /** Steps of the flow by design, and codes that are failures only if no success follows: in no rate. */
    interrupts: z.int(),
    failureRate: rateSchema,
    /** Distinct people and workloads among the failures. */
    people: z.int(),
    /** Records that were read before, in these files: counted once. */
    duplicates: z.int(),
    /** Records with a code that is about something else than a sign-in. */
    notSignIns: z.int(),
    /** Records that are no sign-ins by their kind. */
    skipped: z.int(),
    rejected: z.int(),
    outsidePeriod: z.int(),
    unknownCodes: z.int(),
    unknownCodeEvents: z.int(),
  }),
  /** In sentences: what to look at first. */
  standsOut: z.array(z.string()),
  /** What these counts leave out, and why. */
  limits: z.array(z.string()),
  trend: z.object({
    bucketMinutes: z.int(),
    buckets: z.array(
      z.object({
        from: z.string(),
        successes: z.int(),
        failures: z.int(),
        interrupts: z.int(),
        /** Failures by cause. */
        causes: z.partialRecord(causeSchema, z.int()),
      }),
    ),
  }),
  causes: shareRowSchema(causeSchema),
  sources: shareRowSchema(sourceSchema),
  actors: shareRowSchema(actorSchema),
  /** Failures by code, most first. */
  codes: z.object({ total: z.int(), items: z.array(codeRowSchema) }),
  /** Prompts and other codes that are in no rate. */
  interrupts: z.object({ total: z.int(), items: z.array(codeRowSchema) }),
  /** Every code that the catalog does not have, at most 1,000. */
  unknownCodes: z.array(
    codeClassSchema.pick({ system: true, code: true, variant: true, outcome: true }).extend({
      events: z.int(),
      firstAt: z.string(),
      lastAt: z.string(),
      /** The system's own words, most frequent first; none where names are hidden. */
      reasonTexts: z.array(z.string()),
      nearest: z.array(codeNameSchema),
    }),
  ),
  systems: rankingSchema,
  apps: rankingSchema,
  users: rankingSchema,
  addresses: rankingSchema,
  countries: rankingSchema,
  rejects: z.array(
    z.object({
      reason: rejectReasonSchema,
      count: z.int(),
      first: z.object({
        file: z.string(),
        /** Its number in the file, from 1. */
        record: z.int(),
        detail: z.string(),
        /** How it begins; `null` where names are hidden. */
        excerpt: z.string().nullable(),
      }),
    }),
  ),
  skipped: z.array(z.object({ kind: z.string(), count: z.int() })),
  /** At most 1,000; `totals.files` counts all. */
  files: z.array(
    z.object({
      name: z.string(),
      form: z.string().nullable(),
      bytes: z.int(),
      records: z.int(),
      signIns: z.int(),
      rejected: z.int(),
      /** Why it was not read, or not to its end. */
      problem: z.string().nullable(),
    }),
  ),
});
export type AnalysisReport = z.infer<typeof analysisReportSchema>;
export type Ranking = z.infer<typeof rankingSchema>;
export type KeyRow = z.infer<typeof keyRowSchema>;
export type CodeRow = z.infer<typeof codeRowSchema>;

export const analysisFormat: AnalysisReport['format'] = formatName;
