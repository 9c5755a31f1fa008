import { dialectSchema, wireNoteSchema } from '@turnaway/contracts/ingest-requests';
import { z } from 'zod';

/** Raised by one when a field is taken away or means something else; new fields may come without it. */
const formatName = 'turnaway-doctor/1';

/**
 * One thing that was looked at. `finding`: something to do; `note`: worth knowing; `unseen`: it could not be looked at.
 */
const checkSchema = z.object({
  name: z.string(),
  state: z.enum(['ok', 'note', 'finding', 'unseen']),
  text: z.string(),
});
export type Check = z.infer<typeof checkSchema>;

/** A request as the server keeps it: keys and mail addresses masked, and nothing of its body. */
const seenRequestSchema = z.object({
  at: z.string(),
  sender: z.string().nullable(),
  dialect: dialectSchema,
  path: z.string(),
  bytes: z.int(),
  /** What became of its records; `null` where it brought none, or they are not counted yet. */
  records: z
    .object({ accepted: z.int(), duplicates: z.int(), rejected: z.int(), skipped: z.int() })
    .nullable(),
  status: z.int(),
});
export type SeenRequest = z.infer<typeof seenRequestSchema>;

/** Something odd about the requests of a feed. */
const oddSchema = wireNoteSchema.extend({
  /** How many of the requests looked at. */
  requests: z.int(),
  lastAt: z.string(),
  /** Is the newest request of the same sender still so? */
  isStill: z.boolean(),
});
export type Odd = z.infer<typeof oddSchema>;

const feedReportSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** Its page, with ready configurations for its sender. */
  page: z.string(),
  checks: z.array(checkSchema),
  odd: z.array(oddSchema),
  requests: z.array(seenRequestSchema),
});
export type FeedReport = z.infer<typeof feedReportSchema>;

/** What `turnaway doctor` finds: printed as JSON with `--json`. */
export const doctorReportSchema = z.object({
  format: z.literal(formatName),
  at: z.string(),
  url: z.string(),
  install: z.array(checkSchema),
  feeds: z.array(feedReportSchema),
  /** Senders whose key is none of this install's, in the last day. */
  strangers: z.array(checkSchema),
  findings: z.int(),
  /** Things that could not be looked at. */
  unseen: z.int(),
});
export type DoctorReport = z.infer<typeof doctorReportSchema>;
export const doctorFormat: DoctorReport['format'] = formatName;
