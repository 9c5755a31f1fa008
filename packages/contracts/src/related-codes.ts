import { z } from 'zod';
import { codeClassSchema } from './readings.js';

/**
 * Codes that the same people met within an hour before or after one, among the latest who met that one. `people` are
 * those who met both; they are counted under `before` and `after` too, under both where they met it twice.
 */
export const relatedCodesSchema = z.object({
  /** How many people were looked at. */
  sampled: z.int(),
  items: z.array(codeClassSchema.extend({ people: z.int(), peopleBefore: z.int(), peopleAfter: z.int() })),
});
export type RelatedCodes = z.infer<typeof relatedCodesSchema>;
