import { z } from 'zod';
import { pageQuerySchema } from './page.js';

/** How one attempt went wrong, as a class: addresses and answers of the target are nobody's business. */
export const deliveryErrorSchema = z.enum([
  'blocked-address',
  'dns',
  'tls',
  'timeout',
  'connection',
  'http',
  'refused',
  'message',
]);
export const deliveryAttemptSchema = z.object({
  at: z.string(),
  statusCode: z.int().nullable(),
  latencyMs: z.int(),
  error: deliveryErrorSchema.nullable(),
  responseExcerpt: z.string().nullable(),
});
export const deliverySchema = z.object({
  id: z.string(),
  channel: z.object({ id: z.string(), name: z.string() }),
  alertId: z.string().nullable(),
  eventType: z.string(),
  /** What it says in one line; `null` for what is about no alert. It names nobody. */
  title: z.string().nullable(),
  status: z.enum(['pending', 'delivered', 'failed']),
  createdAt: z.string(),
  nextAttemptAt: z.string().nullable(),
  attempts: z.array(deliveryAttemptSchema),
});
export type Delivery = z.infer<typeof deliverySchema>;
export const deliveriesQuerySchema = pageQuerySchema.extend({
  alertId: z.string().max(64).optional(),
  channelId: z.string().max(64).optional(),
});

/** Most messages that one call sends again. */
export const replayedMax = 500;

/** What was written to a channel from one time on, and before another. Without a `status`, whatever became of it. */
export const replayInputSchema = z
  .object({
    channelId: z.uuid(),
    from: z.iso.datetime({ offset: true }),
    to: z.iso.datetime({ offset: true }),
    status: z.enum(['delivered', 'failed']).optional(),
  })
  .refine(({ from, to }) => new Date(from) < new Date(to), {
    path: ['to'],
    message: 'expected a time after the start',
  });
export type ReplayInput = z.infer<typeof replayInputSchema>;
export const replaySchema = z.object({
  /** How many are being sent again: the newest of that time, if there were more than 500. */
  replayed: z.int(),
});
export type Replay = z.infer<typeof replaySchema>;
