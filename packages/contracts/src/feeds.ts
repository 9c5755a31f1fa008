import { z } from 'zod';
import { batchFailureSchema, rejectReasonSchema } from './batch-facts.js';
import { feedVerificationInputSchema, feedVerificationSchema } from './feed-verification.js';
import { pageQuerySchema } from './page.js';
import { personal } from './personal.js';
import { privacyPatchSchema, privacySchema } from './privacy.js';
import { systemSchema } from './system.js';

/** IANA name of a time zone, such as `Europe/Berlin`. */
export const timeZoneSchema = z
  .string()
  .min(1)
  .max(64)
  .refine(isTimeZone, 'expected a time zone by its IANA name, such as "Europe/Berlin" or "UTC"');

function isTimeZone(name: string): boolean {
  // Offsets are zones to JavaScript, but a feed's zone has to know when its clocks change.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** A named inbound log stream. */
export const feedSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** Who writes these logs, where detection should not decide; a hint, when given, wins. */
  systemHint: z.string().nullable(),
  enabled: z.boolean(),
  /** The zone that times without one are in. */
  timeZone: z.string(),
  /** How its requests prove where they come from; `null`: the ingest key is proof enough. */
  verification: feedVerificationSchema.nullable(),
  createdAt: z.string(),
  newestBatchAt: z.string().nullable(),
  /** When the newest of its events happened. */
  newestEventAt: z.string().nullable(),
  /** How long after its newest event the last batch arrived: how far the sender is behind. */
  lagSeconds: z.int().nullable(),
  /** Since when nothing arrives although something would by now, as the feed is used to; `null` if it does. */
  silentSince: z.string().nullable(),
  batches: z.int(),
  accepted: z.int(),
  rejected: z.int(),
});
export type Feed = z.infer<typeof feedSchema>;
export const feedInputSchema = z.object({
  name: z.string().trim().min(1).max(80),
  systemHint: systemSchema.nullable().default(null),
  timeZone: timeZoneSchema.default('UTC'),
  verification: feedVerificationInputSchema.nullable().default(null),
});
export const feedPatchSchema = z
  .object({
    name: z.string().trim().min(1).max(80),
    systemHint: systemSchema.nullable(),
    enabled: z.boolean(),
    timeZone: timeZoneSchema,
    verification: feedVerificationInputSchema.nullable(),
  })
  .partial();

/** An ingest key as it is shown after it was made: its start, never the whole. */
export const ingestKeySchema = z.object({
  id: z.string(),
  feedId: z.string(),
  name: z.string(),
  /** First characters of the key, to tell keys apart. */
  preview: z.string(),
  createdAt: z.string(),
  lastUsedAt: z.string().nullable(),
});
export type IngestKey = z.infer<typeof ingestKeySchema>;
export const ingestKeyInputSchema = z.object({
  feedId: z.string().min(1).max(64),
  name: z.string().trim().min(1).max(80).default('ingest key'),
});
/** The answer to making a key: the only time that it is shown. */
export const newIngestKeySchema = ingestKeySchema.extend({ key: z.string() });
export type NewIngestKey = z.infer<typeof newIngestKeySchema>;
export const ingestKeysQuerySchema = pageQuerySchema.extend({ feedId: z.string().max(64).optional() });

/** The answer to plain ingest. */
export const ingestAnswerSchema = z.object({
  batchId: z.string(),
  status: z.enum(['received', 'done', 'failed']),
});
export type IngestAnswer = z.infer<typeof ingestAnswerSchema>;

export const batchStatusSchema = z.enum(['received', 'done', 'failed']);
export const batchSchema = z.object({
  id: z.string(),
  status: batchStatusSchema,
  feed: z.object({ id: z.string(), name: z.string() }),
  receivedAt: z.string(),
  doneAt: z.string().nullable(),
  bytes: z.int(),
  contentEncoding: z.string().nullable(),
  /** records = accepted + duplicates + rejected + skipped; all 0 until the batch is done. */
  records: z.int(),
  accepted: z.int(),
  duplicates: z.int(),
  rejected: z.int(),
  /** Records that are no sign-ins. */
  skipped: z.int(),
  skippedKinds: z.record(z.string(), z.int()),
  /** Codes among the accepted that the catalog does not have. */
  unknownCodes: z.int(),
  failure: batchFailureSchema.nullable(),
  failureDetail: z.string().nullable(),
});
export type Batch = z.infer<typeof batchSchema>;
export const batchesQuerySchema = pageQuerySchema.extend({
  feed: z.string().max(64).optional(),
  status: batchStatusSchema.optional(),
  /** Only batches with rejects, or that failed. */
  troubled: z.stringbool().optional(),
});

/** Which batches with rejects are to be tried again; all of them, where nothing is said. */
export const retryRejectedInputSchema = z
  .object({
    feedId: z.uuid('expected the id of a feed').optional(),
    /** Only batches that were done before this moment: the caller's start, where it calls again and again. */
    doneBefore: z.iso.datetime({ offset: true }).optional(),
  })
  .optional();
/** What a retry of all batches with rejects puts to work. */
export const retriedRejectsSchema = z.object({
  /** Batches that wait to be counted again. */
  batches: z.int(),
  /** Rejected records in them. */
  rejected: z.int(),
  /** Batches with rejects that are left for the next call. */
  left: z.int(),
});
export type RetriedRejects = z.infer<typeof retriedRejectsSchema>;

export const rejectSchema = z.object({
  index: z.int(),
  reason: rejectReasonSchema,
  detail: z.string(),
  excerpt: z.string().meta(personal('free-text')),
});
export type RejectRow = z.infer<typeof rejectSchema>;

/** A workspace: what is kept for how long, and who sees what of people. */
export const workspaceSchema = z.object({
  id: z.string(),
  name: z.string(),
  retention: z.object({
    minuteRollupDays: z.int().min(1).max(90),
    hourRollupDays: z.int().min(1).max(3_650),
    signInDays: z.int().min(1).max(3_650),
    /** Sign-ins that passed, of which only who, where and when is kept. */
    successDays: z.int().min(1).max(30),
    /** Records as they were sent: how long once their batch is counted, and how much of them. */
    originalHours: z.int().min(0).max(168),
    originalMebibytes: z.int().min(1).max(65_536),
  }),
  /** How people and addresses are shown, by role. */
  privacy: privacySchema,
});
export type Workspace = z.infer<typeof workspaceSchema>;
export const workspacePatchSchema = z
  .object({
    name: z.string().trim().min(1).max(80),
    retention: workspaceSchema.shape.retention.partial(),
    privacy: privacyPatchSchema,
  })
  .partial();
