import { z } from 'zod';

/** An error as RFC 9457 problem JSON. `errors` names the fields that were wrong and what was expected. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  requestId: z.string(),
  errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
});
/** The `type` of a refusal because the database or the queue cannot be reached: all else is well. */
export const engineUnreachableType = 'urn:turnaway:problem:engine-unreachable';

export type Problem = z.infer<typeof problemSchema>;
