import { z } from 'zod';
import { batchFailureSchema, rejectReasonSchema } from './batch-facts.js';
import { pageQuerySchema } from './page.js';
import { systemSchema } from './system.js';

/** A named inbound log stream. */
export const feedSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** Who writes these logs, where detection should not decide; a hint, when given, wins. */
  systemHint: z.string().nullable(),
  enabled: z.boolean(),
  createdAt: z.string(),
  newestBatchAt: z.string().nullable(),
  batches: z.int(),
  accepted: z.int(),
  rejected: z.int(),
});
export type Feed = z.infer<typeof feedSchema>;
export const feedInputSchema = z.object({
  name: z.string().trim().min(1).max(80),
  systemHint: systemSchema.nullable().default(null),
});
export const feedPatchSchema = z
  .object({
    name: z.string().trim().min(1).max(80),
    systemHint: systemSchema.nullable(),
    enabled: z.boolean(),
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

export const rejectSchema = z.object({
  index: z.int(),
  reason: rejectReasonSchema,
  detail: z.string(),
  excerpt: z.string(),
});
export type RejectRow = z.infer<typeof rejectSchema>;

/** What is kept for how long, in days. */
export const workspaceSchema = z.object({
  id: z.string(),
  name: z.string(),
  retention: z.object({
    minuteRollupDays: z.int().min(1).max(90),
    hourRollupDays: z.int().min(1).max(3_650),
    signInDays: z.int().min(1).max(3_650),
  }),
});
export type Workspace = z.infer<typeof workspaceSchema>;
export const workspacePatchSchema = z
  .object({ name: z.string().trim().min(1).max(80), retention: workspaceSchema.shape.retention.partial() })
  .partial();
