import { z } from 'zod';
import { deliveryErrorSchema } from './deliveries.js';

const timeMs = z.number();
/** Whoever has a place and has not left it by then has died. */
const placeSchema = z.object({ id: z.string(), untilMs: timeMs });

/**
 * What is remembered of a host that messages go to, so that none is flooded, and none that is down is asked time and
 * again. Times are milliseconds since 1970.
 */
export const hostStateSchema = z.object({
  /** Deliveries under way. */
  inFlight: z.array(placeSchema),
  /** When the next delivery may begin: times are given out one after the other. */
  nextSlotAtMs: timeMs,
  /** How long a delivery takes, the latest ones weighing most. */
  tookMs: z.number(),
  /** The failures in a row, the latest ones alone. */
  failuresAtMs: z.array(timeMs),
  /** The first of them. */
  failingSinceMs: timeMs.nullable(),
  lastFailure: z.object({ error: deliveryErrorSchema, statusCode: z.int().nullable() }).nullable(),
  /** Nothing is sent until then, except what finds out whether the host is back. */
  pause: z.object({ step: z.int(), untilMs: timeMs, probe: placeSchema.nullable() }).nullable(),
});
export type HostState = z.infer<typeof hostStateSchema>;

/** A host that nothing is known of. */
export const unknownHost: HostState = {
  inFlight: [],
  nextSlotAtMs: 0,
  tookMs: 0,
  failuresAtMs: [],
  failingSinceMs: null,
  lastFailure: null,
  pause: null,
};

/** A host that messages wait for, because it did not take the last ones. */
export const pausedHostSchema = z.object({
  host: z.string(),
  since: z.string(),
  /** `null` while it is being tried. */
  nextTryAt: z.string().nullable(),
  error: deliveryErrorSchema,
  statusCode: z.int().nullable(),
});
export type PausedHost = z.infer<typeof pausedHostSchema>;
