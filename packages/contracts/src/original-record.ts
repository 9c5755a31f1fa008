import { z } from 'zod';
import { personal } from './personal.js';

/** A sign-in's record as its sender sent it, as far as the bytes of its batch are still kept. */
export const originalRecordSchema = z.object({
  /** JSON over several lines, or the line of a text log; `null` if it is no longer kept. Secrets are masked in it. */
  record: z.string().meta(personal('free-text')).nullable(),
  /** How many values were masked, such as passwords and tokens. */
  masked: z.int(),
  /** Whether it is longer than is shown. */
  isCut: z.boolean(),
});
export type OriginalRecord = z.infer<typeof originalRecordSchema>;

/** What is shown of a record at the most. */
export const originalLengthMax = 64_000;
