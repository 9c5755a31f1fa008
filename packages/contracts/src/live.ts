import { z } from 'zod';
import { alertSchema } from './alerts.js';
import { liveTopics } from './live-topics.js';

export const liveTopicSchema = z.enum(liveTopics);

/** The data of an event `tick`: what to read again. It holds nothing of what changed. */
export const liveTickSchema = z.object({ topics: z.array(liveTopicSchema) });
export type LiveTick = z.infer<typeof liveTickSchema>;

export const alertEventTypeSchema = z.enum(['alert.firing', 'alert.acknowledged', 'alert.resolved']);
/** The data of an event of the alert stream. The alert is as it is when the event is read, which may be later. */
export const alertEventSchema = z.object({
  /** The same as the event's own id; sent back as `Last-Event-ID`, the stream goes on after it. */
  id: z.string(),
  type: alertEventTypeSchema,
  at: z.string(),
  alert: alertSchema,
});
export type AlertEvent = z.infer<typeof alertEventSchema>;
