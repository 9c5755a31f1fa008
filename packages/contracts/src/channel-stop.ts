import { z } from 'zod';
import { deliveryErrorSchema } from './deliveries.js';

/** Why Turnaway switched a channel off by itself. */
export const channelStopSchema = z.object({
  at: z.string(),
  /** `gone`: its receiver answered 410. `failing`: nothing has come through for days. */
  because: z.enum(['gone', 'failing']),
  /** When the first message failed since the last one that came through. */
  since: z.string(),
  /** How the last attempt went. */
  error: deliveryErrorSchema,
  statusCode: z.int().nullable(),
});
export type ChannelStop = z.infer<typeof channelStopSchema>;
