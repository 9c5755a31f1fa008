import { z } from 'zod';
import { batchStatusSchema } from './feeds.js';
import { pageQuerySchema } from './page.js';

/** Whose way of pushing logs a request followed, as far as its headers, path and first bytes tell. */
export const dialectSchema = z.enum([
  'plain',
  'auth0',
  'okta',
  'event-grid',
  'cloudevents',
  'firehose',
  'pubsub',
  'logpush',
  'keycloak',
  'authentik',
  'zitadel',
  'fusionauth',
  'ory',
  'svix',
  'fluent-bit',
  'fluentd',
  'vector',
  'logstash',
  'rsyslog',
  'syslog-ng',
  'splunk-hec',
  'otlp',
  'loki',
  'datadog',
  'elasticsearch',
  'turnaway',
]);
export type Dialect = z.infer<typeof dialectSchema>;

/** How the bytes of a batch are to be read once their compression is off. */
export const wireFormatSchema = z.enum(['text', 'otlp-protobuf', 'loki-protobuf', 'msgpack']);
export type WireFormat = z.infer<typeof wireFormatSchema>;

/**
 * What a request says of all its records, beside them: when they were logged (ISO 8601), by which host and program. Holds
 * where a record does not say it itself.
 */
export const saidBesideSchema = z.object({
  time: z.string().nullable(),
  host: z.string().nullable(),
  program: z.string().nullable(),
});
export type SaidBeside = z.infer<typeof saidBesideSchema>;

/** Something odd about a request: put right here already, or to be put right at the sender. */
export const wireNoteSchema = z.object({
  kind: z.enum(['mended', 'to-mend']),
  /** A short name that stays the same, such as `key-in-query`. */
  code: z.string(),
  /** A sentence for whoever set the sender up. */
  text: z.string(),
});
export type WireNote = z.infer<typeof wireNoteSchema>;

/** One request to an ingest address, as the wire doctor shows it: no key and nothing of the body. */
export const ingestRequestSchema = z.object({
  id: z.string(),
  at: z.string(),
  /** `null`: no key of a feed was found in it. */
  feedId: z.string().nullable(),
  method: z.string(),
  /** With the key in it masked. */
  path: z.string(),
  dialect: dialectSchema,
  userAgent: z.string().nullable(),
  contentType: z.string().nullable(),
  contentEncoding: z.string().nullable(),
  bytes: z.int(),
  status: z.int(),
  /** Start of the key that was shown, where it was none of ours. */
  keyPreview: z.string().nullable(),
  batch: z
    .object({
      id: z.string(),
      status: batchStatusSchema,
      records: z.int(),
      accepted: z.int(),
      duplicates: z.int(),
      rejected: z.int(),
      skipped: z.int(),
    })
    .nullable(),
  notes: z.array(wireNoteSchema),
});
export type IngestRequest = z.infer<typeof ingestRequestSchema>;
export const ingestRequestsQuerySchema = pageQuerySchema.extend({
  feed: z.string().max(64).optional(),
  /** Only those that belong to no feed, since their key is not known. */
  unattributed: z.stringbool().optional(),
});
